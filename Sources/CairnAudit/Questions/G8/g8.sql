-- Requests under Art. 16 with what was done about each.
WITH asked AS MATERIALIZED (
  SELECT q.requests[1] AS request, q.idx, q.received_at, coalesce(q.due_by, q.received_at + interval '1 month') AS due_by, q.field_class FROM request q
  WHERE q.verb = 'received' AND q.requested_right = 'eu-gdpr:A16' AND q.idx < $1::bigint AND q.occurred_at <= $2::timestamptz AND ($4::text IS NULL OR q.requests @> ARRAY[$4::text])
    AND ($3::text IS NULL OR EXISTS (SELECT FROM reference r WHERE r.kind = 'subjects' AND r.ref = $3::text AND r.idx = q.idx))
),
told AS (
  SELECT a.*, coalesce(e.due_by, a.due_by) AS deadline, e.idx AS extended_idx, d.decision, d.verb AS answer, d.idx AS decided_idx, d.occurred_at AS decided_at, x.occurred_at AS executed_at, x.idx AS executed_idx, x.datasets, x.version, x.field_class AS corrected_class
  FROM asked a
  LEFT JOIN LATERAL (SELECT q.due_by, q.idx FROM request q WHERE q.requests @> ARRAY[a.request] AND q.verb = 'extended' AND q.idx < $1::bigint AND q.occurred_at <= $2::timestamptz ORDER BY q.idx DESC LIMIT 1) e ON true
  LEFT JOIN LATERAL (SELECT q.* FROM request q WHERE q.requests @> ARRAY[a.request] AND q.verb IN ('answered', 'refused') AND q.idx < $1::bigint AND q.occurred_at <= $2::timestamptz ORDER BY q.idx LIMIT 1) d ON true
  LEFT JOIN LATERAL (SELECT c.* FROM rectification c WHERE c.requests @> ARRAY[a.request] AND c.idx < $1::bigint AND c.occurred_at <= $2::timestamptz ORDER BY c.idx LIMIT 1) x ON true
),
judged AS (SELECT t.*, least(t.decided_at, t.executed_at) AS done_at FROM told t)
SELECT j.request, j.received_at, j.deadline AS due_by, coalesce(j.corrected_class, j.field_class) AS field_class, CASE WHEN j.answer = 'refused' THEN 'refused' ELSE j.decision END AS decision, j.executed_at,
  ARRAY(SELECT r.ref FROM reference r WHERE r.idx = j.executed_idx AND r.kind IN ('assets', 'datasets') ORDER BY 1) AS objects, j.version AS new_version,
  ARRAY(SELECT DISTINCT n.recipient FROM recipient n WHERE n.requests @> ARRAY[j.request] AND n.idx < $1::bigint ORDER BY 1) AS recipients_told,
  days_late(j.deadline, coalesce(j.done_at, $2::timestamptz)) AS overdue_days,
  CASE WHEN coalesce(j.done_at, $2::timestamptz) > j.deadline THEN 'not-covered' ELSE 'covered' END AS verdict,
  CASE WHEN j.done_at IS NULL THEN CASE WHEN $2::timestamptz > j.deadline THEN 'overdue' ELSE 'open' END WHEN j.done_at > j.deadline THEN 'late' ELSE 'in-time' END AS reason,
  ARRAY(SELECT DISTINCT x FROM unnest(ARRAY[j.idx, j.extended_idx, j.decided_idx, j.executed_idx]) AS x WHERE x IS NOT NULL ORDER BY x) AS entries
FROM judged j ORDER BY j.received_at, j.request
