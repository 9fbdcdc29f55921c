-- What happened in secure environments, session by session, with what is missing from the log (EHDS Art. 73(1)(e)) or
-- wrong in it.
--
-- An activity is in the environment of its session; where the session was never opened, or none is named, in the one
-- that it names itself, or that its permits name. Asked by environment, what was done in a session that nobody knows
-- the environment of is shown, too. The period is that of the activity, whenever its session was opened; a session
-- that is still open is shown in every period from its opening on.
--
-- Missing: a session that was never opened, or only later; none, where the permit names an environment; whoever acted;
-- a closing after a day. Wrong: another person than the one who opened the session (a service is no person), something
-- done after the session was closed, while none of the session's permits was in force, or while whoever opened it, or
-- the organisation, was out (disabled, suspended).
WITH life AS MATERIALIZED (
  SELECT
    p.permit,
    array_agg(DISTINCT p.environment) FILTER (WHERE p.environment IS NOT NULL) AS environments,
    coalesce(range_agg(tstzrange(p.starts, p.ends)) FILTER (WHERE p.state = 'active'), '{}') AS active
  FROM permit_standing() p
  GROUP BY p.permit
),
begun AS MATERIALIZED (
  SELECT
    s.session,
    s.environment,
    s.permits,
    coalesce(s.person, CASE WHEN s.actor_kind IS DISTINCT FROM 'service' THEN s.actor END) AS person,
    s.actor_organisation AS organisation,
    s.occurred_at AS opened_at,
    first.closed_at,
    s.idx
  FROM (
    SELECT
      e.session,
      min(e.idx) FILTER (WHERE e.verb = 'opened') AS idx,
      min(e.occurred_at) FILTER (WHERE e.verb = 'closed') AS closed_at
    FROM session_then e
    WHERE e.verb IN ('opened', 'closed') AND ($2::text IS NULL OR e.session = $2::text)
    GROUP BY e.session
  ) first
  JOIN session_then s ON s.idx = first.idx
),
-- When any of the permits that sessions name together was in force; nothing, where one of them isn't known. Most are
-- in force once, so their first and last time are said apart.
pact AS MATERIALIZED (
  SELECT
    named.permits,
    range_agg(life.active) AS active,
    coalesce(lower(range_agg(life.active)), 'infinity') AS active_from,
    coalesce(upper(range_agg(life.active)), 'infinity') AS active_until,
    (SELECT count(*) FROM unnest(range_agg(life.active))) > 1 AS has_gaps
  FROM (SELECT DISTINCT begun.permits FROM begun) named
  CROSS JOIN LATERAL unnest(named.permits) AS u (permit)
  LEFT JOIN life ON life.permit = u.permit
  GROUP BY named.permits
  HAVING bool_and(life.permit IS NOT NULL)
),
out AS MATERIALIZED (
  SELECT d.kind, d.id, d.organisation, range_agg(tstzrange(d.starts, d.ends)) AS spans
  FROM personnel_standing() d
  WHERE d.ends IS NULL OR d.ends > d.starts
  GROUP BY d.kind, d.id, d.organisation
),
work AS MATERIALIZED (
  SELECT
    begun.*,
    pact.active,
    pact.active_from,
    pact.active_until,
    pact.has_gaps,
    person_out.spans AS disabled,
    organisation_out.spans AS suspended
  FROM begun
  LEFT JOIN pact ON pact.permits = begun.permits
  LEFT JOIN LATERAL (
    SELECT range_agg(out.spans) AS spans
    FROM out
    WHERE out.kind = 'person' AND out.id = begun.person
      AND (begun.organisation IS NULL OR out.organisation = begun.organisation)
  ) person_out ON true
  LEFT JOIN out organisation_out ON organisation_out.kind = 'organisation' AND organisation_out.id = begun.organisation
),
-- What each must name: 0 nothing, 1 who acted, 2 that and must lie within its session and a permit, 3 that and must
-- name its session. is_inside: it is of an environment by its nature.
done AS (
  SELECT
    s.session,
    s.environment,
    s.permits,
    coalesce(s.person, s.actor) AS actor,
    s.actor_kind,
    s.verb AS activity,
    NULL::text[] AS object,
    s.occurred_at,
    s.idx,
    CASE s.verb WHEN 'opened' THEN 2 ELSE 0 END AS duty,
    true AS is_inside
  FROM session_then s
  WHERE s.verb IN ('opened', 'closed')
  UNION ALL
  SELECT
    NULL, s.environment, s.permits, s.actor, s.actor_kind, replace(s.verb, '-', ' '), ARRAY[s.workspace],
    s.occurred_at, s.idx, 0, true
  FROM session_then s
  WHERE s.verb IN ('workspace-created', 'workspace-deleted')
  UNION ALL
  SELECT
    a.session, NULL, a.permits, a.actor, a.actor_kind, a.verb, a.datasets, a.occurred_at, a.idx,
    CASE a.verb WHEN 'authorised' THEN 0 WHEN 'ended' THEN 0 WHEN 'denied' THEN 1 ELSE 3 END, false
  FROM access_then a
  WHERE a.session IS NOT NULL OR a.permits IS NOT NULL
  UNION ALL
  SELECT
    j.session, j.environment, j.permits, j.actor, j.actor_kind, 'job ' || j.verb, ARRAY[j.job], j.occurred_at, j.idx,
    CASE j.verb WHEN 'started' THEN 2 ELSE 0 END, false
  FROM job_then j
  UNION ALL
  SELECT
    asked.session, coalesce(e.environment, asked.environment), coalesce(e.permits, asked.permits), e.actor,
    e.actor_kind, 'egress ' || e.verb, ARRAY[e.egress], e.occurred_at, e.idx, 0, true
  FROM egress_then e
  LEFT JOIN LATERAL (
    SELECT q.session, q.environment, q.permits
    FROM egress_then q
    WHERE q.egress = e.egress AND q.verb = 'requested'
    ORDER BY q.idx
    LIMIT 1
  ) asked ON true
),
-- OFFSET 0: each row is judged once, however often what came of it is read.
activity AS (
  SELECT
    done.session,
    coalesce(work.environment, done.environment) AS environment,
    CASE
      WHEN work.session IS NOT NULL OR done.environment IS NOT NULL THEN NULL
      WHEN cardinality(done.permits) = 1
        AND done.permits[1] NOT IN (SELECT life.permit FROM life WHERE life.environments IS NOT NULL)
      THEN NULL
      ELSE (
        SELECT array_agg(DISTINCT u.environment)
        FROM life
        CROSS JOIN LATERAL unnest(life.environments) AS u (environment)
        WHERE life.permit = ANY (done.permits)
      )
    END AS permitted,
    coalesce(done.permits, work.permits) AS permits,
    coalesce(done.actor, work.person) AS person,
    done.activity,
    done.object,
    done.occurred_at,
    CASE
      WHEN done.session IS NULL AND done.duty = 3 THEN 'no session is named'
      WHEN done.session IS NULL AND done.duty > 0 AND done.actor IS NULL THEN 'the person is not recorded'
      WHEN done.session IS NULL THEN NULL
      WHEN work.session IS NULL THEN 'the session was never opened'
      WHEN done.duty = 0 THEN NULL
      WHEN done.duty > 1 AND done.occurred_at < work.opened_at THEN 'before the session was opened'
      WHEN done.duty > 1 AND done.occurred_at > work.closed_at THEN 'after the session was closed'
      WHEN done.duty > 1 AND (
        done.occurred_at < work.active_from
        OR done.occurred_at >= work.active_until
        OR work.has_gaps AND NOT work.active @> done.occurred_at
      )
      THEN 'no permit of the session was in force'
      WHEN done.duty > 1 AND work.disabled @> done.occurred_at THEN 'the account was disabled'
      WHEN done.duty > 1 AND work.suspended @> done.occurred_at THEN 'the organisation was suspended'
      WHEN done.actor IS NULL THEN 'the person is not recorded'
      WHEN done.actor <> work.person AND done.actor_kind IS DISTINCT FROM 'service'
      THEN 'another person than the one who opened the session'
    END AS gap,
    done.is_inside,
    done.idx
  FROM done
  LEFT JOIN work ON work.session = done.session
  WHERE ($2::text IS NULL OR done.session = $2::text)
    AND ($3::text IS NULL OR done.occurred_at >= $3::timestamptz)
    AND ($4::text IS NULL OR done.occurred_at < $4::timestamptz)
  OFFSET 0
),
open AS (
  SELECT
    work.session,
    work.environment,
    NULL::text[] AS permitted,
    work.permits,
    work.person,
    'not closed' AS activity,
    NULL::text[] AS object,
    NULL::timestamptz AS occurred_at,
    CASE WHEN work.opened_at < (SELECT valid_at()) - interval '1 day' THEN 'open for more than a day' END AS gap,
    true AS is_inside,
    work.idx
  FROM work
  WHERE work.closed_at IS NULL AND ($4::text IS NULL OR work.opened_at < $4::timestamptz)
)
SELECT
  activity.session,
  coalesce(activity.environment, activity.permitted[1]) AS environment,
  activity.permits AS permit,
  activity.person,
  activity.activity,
  activity.object,
  activity.occurred_at AS happened_at,
  activity.occurred_at + interval '1 year' AS retained_until,
  activity.gap,
  CASE
    WHEN activity.gap IS NULL THEN 'complete'
    WHEN activity.gap = 'the person is not recorded' THEN 'person-unknown'
    WHEN activity.gap = 'another person than the one who opened the session' THEN 'session-shared'
    WHEN activity.gap = 'no permit of the session was in force' THEN 'permit-not-active'
    WHEN activity.gap = 'the account was disabled' THEN 'person-disabled'
    WHEN activity.gap = 'the organisation was suspended' THEN 'organisation-suspended'
    ELSE 'incomplete'
  END AS reason,
  ARRAY[activity.idx] AS entries
FROM (SELECT * FROM activity UNION ALL SELECT * FROM open) activity
WHERE (
    activity.session IS NOT NULL
    OR activity.is_inside
    OR activity.environment IS NOT NULL
    OR activity.permitted IS NOT NULL
  )
  AND (
    $1::text IS NULL
    OR $1::text = activity.environment
    OR $1::text = ANY (activity.permitted)
    OR activity.environment IS NULL AND activity.permitted IS NULL
  )
ORDER BY session NULLS LAST, happened_at NULLS LAST, entries, activity
