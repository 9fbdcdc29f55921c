-- What each permit says and how it lived: three rows for each, its decision, its duration, and the deletion of the data after its end.
WITH issued AS (
  SELECT DISTINCT ON (p.permits[1]) p.permits[1] AS permit, p.idx, p.application, p.due_by, p.format, s.organisation, s.datasets, s.purposes, s.approved_at, s.persons,
    s.valid_from, s.valid_until, permit_state(p.permits[1], $2::timestamptz, $1::bigint) AS state
  FROM permit p CROSS JOIN LATERAL permit_scope(p.permits[1], $2::timestamptz, $1::bigint) s
  WHERE p.verb = 'issued' AND p.idx < $1::bigint AND p.occurred_at <= $2::timestamptz AND ($3::text IS NULL OR p.permits @> ARRAY[$3::text])
    AND ($3::text IS NULL OR p.permits[1] = $3::text)
  ORDER BY p.permits[1], p.idx
),
lived AS (
  SELECT i.*, l.conditions, l.environment, l.extensions, l.extended_idxs, l.idxs, a.idx AS submitted_idx, a.occurred_at AS submitted_at,
    least(l.ended_at, CASE WHEN i.valid_until <= $2::timestamptz THEN i.valid_until END) AS ended_at, w.created, w.undeleted, w.deleted_at, w.idxs AS workspace_idxs
  FROM issued i
  LEFT JOIN LATERAL (
    SELECT (SELECT c.conditions FROM permit c WHERE c.permits @> ARRAY[i.permit] AND c.conditions IS NOT NULL AND c.verb IN ('issued', 'amended') AND c.idx < $1::bigint
        AND c.occurred_at <= $2::timestamptz ORDER BY c.occurred_at DESC, c.idx DESC LIMIT 1) AS conditions,
      (SELECT c.environment FROM permit c WHERE c.permits @> ARRAY[i.permit] AND c.environment IS NOT NULL AND c.verb IN ('issued', 'amended') AND c.idx < $1::bigint
        AND c.occurred_at <= $2::timestamptz ORDER BY c.occurred_at DESC, c.idx DESC LIMIT 1) AS environment,
      count(*) FILTER (WHERE p.verb = 'extended') AS extensions, array_agg(p.idx) FILTER (WHERE p.verb IN ('extended', 'amended')) AS extended_idxs,
      min(coalesce(p.effective_at, p.occurred_at)) FILTER (WHERE p.verb IN ('revoked', 'completed', 'expired') AND coalesce(p.effective_at, p.occurred_at) <= $2::timestamptz) AS ended_at,
      array_agg(p.idx) FILTER (WHERE p.verb <> 'published') AS idxs
    FROM permit p WHERE p.permits @> ARRAY[i.permit] AND p.idx < $1::bigint AND p.occurred_at <= $2::timestamptz
  ) l ON true
  LEFT JOIN LATERAL (
    SELECT a.idx, a.occurred_at FROM application a
    WHERE a.application = i.application AND a.verb = 'submitted' AND a.idx < $1::bigint AND a.occurred_at <= i.approved_at ORDER BY a.occurred_at DESC, a.idx DESC LIMIT 1
  ) a ON true
  LEFT JOIN LATERAL (
    SELECT count(*) AS created, count(*) FILTER (WHERE x.verb = 'workspace-created') AS undeleted, max(x.occurred_at) FILTER (WHERE x.verb = 'workspace-deleted') AS deleted_at,
      array_agg(x.idx) AS idxs
    FROM (
      SELECT DISTINCT ON (s.workspace) s.verb, s.occurred_at, s.idx FROM session s
      WHERE s.permits @> ARRAY[i.permit] AND s.verb IN ('workspace-created', 'workspace-deleted') AND s.idx < $1::bigint AND s.occurred_at <= $2::timestamptz
      ORDER BY s.workspace, s.occurred_at DESC, s.idx DESC
    ) x
  ) w ON true
),
matters AS (
  SELECT l.*, 1 AS number, 'decision' AS matter, l.submitted_at AS since, coalesce(l.due_by, l.submitted_at + interval '3 months') AS due, l.approved_at AS done_at,
    l.idx || coalesce(ARRAY[l.submitted_idx], '{}') AS stands_on
  FROM lived l
  UNION ALL
  SELECT l.*, 2, 'duration', l.valid_from, l.valid_from + CASE WHEN l.extensions > 0 THEN interval '20 years' ELSE interval '10 years' END, l.valid_until,
    l.idx || coalesce(l.extended_idxs, '{}')
  FROM lived l
  UNION ALL
  SELECT l.*, 3, 'deletion', l.ended_at, l.ended_at + interval '6 months', CASE WHEN l.created > 0 AND l.undeleted = 0 THEN l.deleted_at END,
    l.idxs || coalesce(l.workspace_idxs, '{}')
  FROM lived l
),
judged AS (
  SELECT m.*,
    CASE WHEN m.matter = 'duration' THEN CASE WHEN m.done_at <= m.due THEN 'duration-allowed' ELSE 'duration-too-long' END
      WHEN m.matter = 'deletion' AND m.ended_at IS NULL THEN 'not-needed'
      WHEN m.matter = 'deletion' AND m.created = 0 THEN 'workspaces-unknown'
      WHEN m.due IS NULL THEN 'no-deadline'
      WHEN m.done_at <= m.due THEN 'in-time' WHEN m.done_at > m.due THEN 'late' WHEN $2::timestamptz <= m.due THEN 'open' ELSE 'overdue' END AS reason
  FROM matters m
)
SELECT j.permit, j.matter, j.organisation, j.state, array_to_string(j.datasets, ', ') AS datasets, array_to_string(j.purposes, ', ') AS purposes,
  cardinality(j.persons) AS authorised, array_to_string(j.persons, ', ') AS persons, j.valid_from, j.valid_until, j.environment, j.format,
  array_to_string(j.conditions, ', ') AS conditions, j.since, j.due AS due_by, j.done_at,
  CASE WHEN j.reason IN ('in-time', 'open', 'not-needed', 'duration-allowed') THEN 'covered' WHEN j.reason IN ('no-deadline', 'workspaces-unknown') THEN 'undetermined'
    ELSE 'not-covered' END AS verdict, j.reason,
  CASE WHEN j.reason IN ('late', 'overdue', 'duration-too-long') THEN days_late(j.due, coalesce(j.done_at, $2::timestamptz)) END AS overdue_days,
  ARRAY(SELECT DISTINCT x FROM unnest(j.stands_on) AS x WHERE x IS NOT NULL ORDER BY x) AS entries
FROM judged j
ORDER BY j.permit, j.number
