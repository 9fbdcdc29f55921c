-- Each erasure that was asked for, with what was decided and done. The time to answer is one month from receipt (Art. 12(3)), or what an extension says.
WITH asked AS (
  SELECT e.idx, e.requests[1] AS request, coalesce(e.received_at, e.occurred_at) AS received_at, coalesce(e.due_by, coalesce(e.received_at, e.occurred_at) + interval '1 month') AS due_by, e.ground
  FROM erasure e
  WHERE e.verb = 'requested' AND e.idx < $1::bigint AND e.occurred_at <= $2::timestamptz AND ($4::text IS NULL OR e.requests @> ARRAY[$4::text])
    AND ($3::text IS NULL OR EXISTS (SELECT FROM reference r WHERE r.kind = 'subjects' AND r.ref = $3::text AND r.idx = e.idx))
),
extended AS (
  SELECT a.request, max(q.due_by) AS due_by, max(q.idx) AS idx FROM asked a JOIN request q ON q.requests @> ARRAY[a.request] AND q.verb = 'extended'
  WHERE q.idx < $1::bigint AND q.occurred_at <= $2::timestamptz GROUP BY a.request
),
step AS (
  SELECT a.*, coalesce(x.due_by, a.due_by) AS deadline, x.idx AS extended_idx, s.idx AS step_idx, s.verb, s.occurred_at, s.decision, s.method, s.locations, s.exception, s.ground AS decided_ground, s.actor,
    cardinality(s.keys) AS keys
  FROM asked a LEFT JOIN extended x ON x.request = a.request
  LEFT JOIN erasure s ON s.requests @> ARRAY[a.request] AND s.verb <> 'requested' AND s.idx < $1::bigint AND s.occurred_at <= $2::timestamptz
),
answered AS (SELECT s.request, min(s.occurred_at) FILTER (WHERE s.verb IN ('executed', 'refused')) AS at FROM step s GROUP BY s.request)
SELECT s.request, s.received_at, s.deadline AS due_by, coalesce(s.verb, 'nothing yet') AS step, s.occurred_at AS done_at, s.decision, array_to_string(s.locations, ', ') AS places, s.method, s.keys AS keys_destroyed,
  s.actor AS executor, CASE WHEN s.verb IN ('refused', 'decided') THEN s.exception END AS kept_ground,
  ARRAY(SELECT DISTINCT n.recipient FROM recipient n WHERE n.requests @> ARRAY[s.request] AND n.idx < $1::bigint ORDER BY 1) AS recipients_told,
  days_late(s.deadline, coalesce(n.at, $2::timestamptz)) AS overdue_days,
  CASE WHEN n.at IS NULL AND $2::timestamptz > s.deadline OR n.at > s.deadline THEN 'not-covered' ELSE 'covered' END AS verdict,
  CASE WHEN n.at IS NULL THEN CASE WHEN $2::timestamptz > s.deadline THEN 'overdue' ELSE 'open' END WHEN n.at > s.deadline THEN 'late' ELSE 'in-time' END AS reason,
  ARRAY(SELECT DISTINCT x FROM unnest(ARRAY[s.idx, s.extended_idx, s.step_idx]) AS x WHERE x IS NOT NULL ORDER BY x) AS entries
FROM step s JOIN answered n ON n.request = s.request
ORDER BY s.received_at, s.request, s.occurred_at, s.step_idx
