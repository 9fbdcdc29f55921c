-- Everything that somebody asked to take out of a secure environment, a row each, and what left under the same permits
-- without being asked for.
--
-- EHDS Art. 73(2): only electronic health data that were checked and aren't personal may leave. Each release is held
-- against what stood when it left: the last check and the last decision at or before it (of several at one instant the
-- rejection), and the last request before it. Personal data left if the release says so, if the last check or decision
-- before it did, or if a check afterwards found them. Another manifest or more files than were asked for is not what
-- was checked, however many releases they left in; fewer files, no request, or a check whose outcome isn't passed, and
-- nothing tells. The worst release makes the row.
--
-- Downloads and transfers under a permit that names an environment are exits, too. They are said once a permit: on its
-- first row here that isn't in order, or on a row of their own.
WITH place AS MATERIALIZED (
  SELECT given.permit, array_agg(DISTINCT issued.environment) AS environments, array_agg(issued.idx) AS idxs
  FROM permit_then issued
  CROSS JOIN LATERAL unnest(issued.permits) AS given (permit)
  WHERE issued.verb IN ('issued', 'amended') AND issued.environment IS NOT NULL
  GROUP BY given.permit
),
step AS MATERIALIZED (
  SELECT
    event_of.*,
    CASE event_of.verb
      WHEN 'requested' THEN 0
      WHEN 'checked' THEN 1
      WHEN 'approved' THEN 2
      WHEN 'rejected' THEN 3
      ELSE 4
    END AS turn
  FROM egress_then event_of
),
egress_of AS MATERIALIZED (
  SELECT
    step.egress,
    min(step.occurred_at) AS asked_at,
    array_agg(step.idx) AS idxs,
    (array_agg(step.kind ORDER BY step.occurred_at, step.idx) FILTER (WHERE step.kind IS NOT NULL))[1] AS kind,
    array_agg(DISTINCT named.permit) FILTER (WHERE named.permit IS NOT NULL) AS permits,
    array_agg(DISTINCT coalesce(step.environment, work.environment))
      FILTER (WHERE coalesce(step.environment, work.environment) IS NOT NULL) AS environments,
    bool_or(
      ($3::text IS NULL OR step.occurred_at >= $3::timestamptz)
      AND ($4::text IS NULL OR step.occurred_at < $4::timestamptz)
    ) AS is_of_period
  FROM step
  LEFT JOIN LATERAL unnest(step.permits) AS named (permit) ON true
  LEFT JOIN LATERAL (
    SELECT opened.environment
    FROM session_then opened
    WHERE opened.session = step.session AND opened.verb = 'opened'
    ORDER BY opened.idx
    LIMIT 1
  ) work ON step.session IS NOT NULL
  GROUP BY step.egress
),
placed AS (
  SELECT
    e.*,
    coalesce(e.environments, permitted.environments) AS said_environments,
    coalesce(e.environments, '{}') || coalesce(permitted.environments, '{}') AS any_environments
  FROM egress_of e
  LEFT JOIN LATERAL (
    SELECT array_agg(DISTINCT u.environment) AS environments
    FROM place
    CROSS JOIN LATERAL unnest(place.environments) AS u (environment)
    WHERE place.permit = ANY (e.permits)
  ) permitted ON true
),
-- Asked by environment, an egress of which nothing tells the environment is shown, too: it may be from there.
chosen AS MATERIALIZED (
  SELECT placed.*
  FROM placed
  WHERE placed.is_of_period
    AND ($1::text IS NULL OR placed.any_environments = '{}' OR $1::text = ANY (placed.any_environments))
    AND ($2::text IS NULL OR $2::text = ANY (placed.permits))
),
release AS (
  SELECT
    departure.egress,
    departure.occurred_at,
    departure.files,
    departure.manifest,
    CASE
      WHEN departure.personal OR checked.personal OR decided.personal OR found_later.is_personal THEN 'personal-left'
      WHEN decided.verb = 'rejected' THEN 'left-though-rejected'
      WHEN checked.idx IS NULL OR decided.idx IS NULL THEN 'not-checked'
      WHEN departure.manifest <> asked.manifest OR departure.files > asked.files OR together.files > asked.files
      THEN 'other-files-left'
      WHEN asked.idx IS NULL OR checked.outcome NOT IN ('passed', 'pass', 'ok', 'success')
        OR departure.manifest IS NULL AND asked.manifest IS NOT NULL
        OR departure.files <> asked.files AND (departure.manifest = asked.manifest) IS NOT true
      THEN 'files-unknown'
      ELSE 'non-personal'
    END AS reason
  FROM step departure
  LEFT JOIN LATERAL (
    SELECT step.idx, step.occurred_at, step.files, step.manifest
    FROM step
    WHERE step.egress = departure.egress AND step.verb = 'requested' AND step.occurred_at <= departure.occurred_at
    ORDER BY step.occurred_at DESC, step.idx DESC
    LIMIT 1
  ) asked ON true
  LEFT JOIN LATERAL (
    SELECT sum(step.files) AS files
    FROM step
    WHERE step.egress = departure.egress AND step.verb = 'released' AND step.occurred_at >= asked.occurred_at
      AND (step.occurred_at, step.idx) <= (departure.occurred_at, departure.idx)
  ) together ON true
  LEFT JOIN LATERAL (
    SELECT step.idx, step.personal, step.outcome
    FROM step
    WHERE step.egress = departure.egress AND step.verb = 'checked' AND step.occurred_at <= departure.occurred_at
    ORDER BY step.occurred_at DESC, step.personal DESC, step.idx DESC
    LIMIT 1
  ) checked ON true
  LEFT JOIN LATERAL (
    SELECT step.idx, step.verb, step.personal
    FROM step
    WHERE step.egress = departure.egress
      AND step.verb IN ('approved', 'rejected')
      AND step.occurred_at <= departure.occurred_at
    ORDER BY step.occurred_at DESC, step.turn DESC, step.idx DESC
    LIMIT 1
  ) decided ON true
  LEFT JOIN LATERAL (
    SELECT bool_or(step.personal) AS is_personal
    FROM step
    WHERE step.egress = departure.egress
      AND step.verb IN ('checked', 'approved', 'rejected')
      AND step.occurred_at > departure.occurred_at
  ) found_later ON true
  WHERE departure.verb = 'released'
),
released AS (
  SELECT
    release.egress,
    count(*) AS releases,
    min(release.occurred_at) AS released_at,
    sum(release.files)::bigint AS files,
    array_agg(DISTINCT release.manifest) FILTER (WHERE release.manifest IS NOT NULL) AS manifest,
    (array_agg(release.reason ORDER BY array_position(
      ARRAY['personal-left', 'left-though-rejected', 'not-checked', 'other-files-left', 'files-unknown'],
      release.reason
    ) NULLS LAST))[1] AS reason
  FROM release
  GROUP BY release.egress
),
request AS (
  SELECT
    chosen.egress,
    chosen.said_environments AS environments,
    chosen.permits,
    chosen.kind,
    chosen.asked_at,
    checked.checker,
    checked.method,
    decided.verb AS decision,
    decided.reason AS decision_reason,
    decided.occurred_at AS decided_at,
    released.releases,
    released.released_at,
    released.files,
    released.manifest,
    said.is_personal AS personal,
    coalesce(released.reason, 'not-released') AS reason,
    chosen.idxs
  FROM chosen
  LEFT JOIN released ON released.egress = chosen.egress
  LEFT JOIN LATERAL (
    SELECT step.checker, step.method
    FROM step
    WHERE step.egress = chosen.egress AND step.verb = 'checked'
    ORDER BY step.occurred_at DESC, step.idx DESC
    LIMIT 1
  ) checked ON true
  LEFT JOIN LATERAL (
    SELECT step.verb, step.reason, step.occurred_at
    FROM step
    WHERE step.egress = chosen.egress AND step.verb IN ('approved', 'rejected')
    ORDER BY step.occurred_at DESC, step.turn DESC, step.idx DESC
    LIMIT 1
  ) decided ON true
  LEFT JOIN LATERAL (
    SELECT bool_or(step.personal) AS is_personal
    FROM step
    WHERE step.egress = chosen.egress
  ) said ON true
),
-- A download or a copy to somebody else, under a permit that names an environment.
copied AS (
  SELECT place.permit, place.environments, copy.idx, copy.occurred_at, copy.what, place.idxs
  FROM (
    SELECT a.idx, a.occurred_at, a.permits, 'downloaded' AS what FROM access_then a WHERE a.verb = 'downloaded'
    UNION ALL
    SELECT t.idx, t.occurred_at, t.permits, 'sent' FROM transfer_then t WHERE t.verb = 'sent'
  ) copy
  CROSS JOIN LATERAL unnest(copy.permits) AS named (permit)
  JOIN place ON place.permit = named.permit
  WHERE ($1::text IS NULL OR $1::text = ANY (place.environments))
    AND ($2::text IS NULL OR place.permit = $2::text)
    AND ($3::text IS NULL OR copy.occurred_at >= $3::timestamptz)
    AND ($4::text IS NULL OR copy.occurred_at < $4::timestamptz)
),
-- Where files had been approved to leave by then, the copy may be of these: nothing links them.
copies AS (
  SELECT
    judged_copy.permit,
    min(judged_copy.environments) AS environments,
    min(judged_copy.occurred_at) AS copied_at,
    count(*) FILTER (WHERE judged_copy.what = 'downloaded') AS downloads,
    count(*) FILTER (WHERE judged_copy.what = 'sent') AS transfers,
    CASE WHEN bool_or(NOT judged_copy.is_approved) THEN 'environment-outside-permit' ELSE 'copy-unlinked' END AS reason,
    array_agg(judged_copy.idx) AS idxs,
    min(judged_copy.idxs) AS permit_idxs
  FROM (
    SELECT
      copied.*,
      EXISTS (
        SELECT FROM step
        WHERE step.verb = 'approved'
          AND step.occurred_at <= copied.occurred_at
          AND (
            copied.permit = ANY (step.permits)
            OR EXISTS (SELECT FROM egress_of e WHERE e.egress = step.egress AND copied.permit = ANY (e.permits))
          )
      ) AS is_approved
    FROM copied
  ) judged_copy
  GROUP BY judged_copy.permit
),
carried AS (
  SELECT copies.*, carrier.egress
  FROM copies
  LEFT JOIN LATERAL (
    SELECT request.egress
    FROM request
    WHERE copies.permit = ANY (request.permits)
      AND request.reason NOT IN ('non-personal', 'not-released')
      AND (request.reason <> 'files-unknown' OR copies.reason = 'copy-unlinked')
    ORDER BY request.asked_at, request.egress
    LIMIT 1
  ) carrier ON true
),
shown AS (
  SELECT
    request.egress,
    request.environments,
    request.permits,
    request.kind,
    request.asked_at,
    request.checker,
    request.method,
    request.decision,
    request.decision_reason,
    request.decided_at,
    request.releases,
    request.released_at,
    request.files,
    request.manifest,
    request.personal,
    beside.downloads,
    beside.transfers,
    request.reason,
    request.idxs || beside.idxs AS idxs
  FROM request
  LEFT JOIN LATERAL (
    SELECT
      sum(carried.downloads)::bigint AS downloads,
      sum(carried.transfers)::bigint AS transfers,
      ARRAY(
        SELECT cited.idx
        FROM carried other
        CROSS JOIN LATERAL unnest(other.idxs || other.permit_idxs) AS cited (idx)
        WHERE other.egress = request.egress
      ) AS idxs
    FROM carried
    WHERE carried.egress = request.egress
    HAVING count(*) > 0
  ) beside ON true
  UNION ALL
  SELECT
    NULL, c.environments, ARRAY[c.permit], NULL, c.copied_at,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    c.downloads, c.transfers, c.reason, c.idxs || c.permit_idxs
  FROM carried c
  WHERE c.egress IS NULL
)
SELECT
  shown.egress,
  shown.environments AS environment,
  shown.permits AS permit,
  shown.kind,
  shown.asked_at,
  shown.checker,
  shown.method,
  shown.decision,
  shown.decision_reason,
  shown.decided_at,
  shown.releases,
  shown.released_at,
  shown.files,
  shown.manifest,
  shown.personal,
  shown.downloads,
  shown.transfers,
  shown.reason,
  ARRAY(SELECT DISTINCT x FROM unnest(shown.idxs) AS x WHERE x IS NOT NULL ORDER BY x) AS entries
FROM shown
ORDER BY shown.asked_at, shown.egress NULLS LAST, shown.permits
