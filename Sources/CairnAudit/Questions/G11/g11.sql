-- Requests under Art. 20 with the export that answered each.
WITH asked AS (
  SELECT q.requests[1] AS request, q.idx, q.received_at, coalesce(e.due_by, q.due_by, q.received_at + interval '1 month') AS due_by, e.idx AS extended_idx FROM request q
  LEFT JOIN LATERAL (SELECT x.due_by, x.idx FROM request x WHERE x.requests && q.requests AND x.verb = 'extended' AND x.idx < $1::bigint AND x.occurred_at <= $2::timestamptz ORDER BY x.idx DESC LIMIT 1) e ON true
  WHERE q.verb = 'received' AND q.requested_right = 'eu-gdpr:A20' AND q.idx < $1::bigint AND q.occurred_at <= $2::timestamptz AND ($3::text IS NULL OR q.requests @> ARRAY[$3::text])
)
SELECT a.request, a.received_at, a.due_by, t.format, t.occurred_at AS delivered_at, t.objects, t.manifest AS manifest_hash,
  days_late(a.due_by, coalesce(t.occurred_at, $2::timestamptz)) AS overdue_days,
  CASE WHEN coalesce(t.occurred_at, $2::timestamptz) > a.due_by THEN 'not-covered' ELSE 'covered' END AS verdict,
  CASE WHEN t.idx IS NULL THEN CASE WHEN $2::timestamptz > a.due_by THEN 'overdue' ELSE 'open' END WHEN t.occurred_at > a.due_by THEN 'late' ELSE 'in-time' END AS reason,
  array_remove(ARRAY[a.idx, a.extended_idx, t.idx], NULL) AS entries
FROM asked a
LEFT JOIN LATERAL (SELECT x.* FROM transfer x WHERE x.verb = 'exported' AND x.requests @> ARRAY[a.request] AND x.idx < $1::bigint AND x.occurred_at <= $2::timestamptz ORDER BY x.idx LIMIT 1) t ON true
ORDER BY a.received_at, a.request
