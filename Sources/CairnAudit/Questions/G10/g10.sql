-- Each restriction with the accesses that reached what it holds for, while it held.
WITH held AS MATERIALIZED (
  SELECT r.* FROM restriction_period($1::bigint) r
  WHERE r.starts <= $2::timestamptz AND ($3::text IS NULL OR r.subject = $3::text) AND ($4::text IS NULL OR r.dataset = $4::text)
),
reached AS (
  SELECT h.idx, h.subject, h.dataset, r.idx AS access FROM held h JOIN reference r ON r.kind = 'subjects' AND r.ref = h.subject AND r.idx < $1::bigint
  UNION
  SELECT h.idx, h.subject, h.dataset, r.idx FROM held h CROSS JOIN LATERAL versions_with('subjects', h.subject, $1::bigint) v JOIN reference r ON r.kind = 'datasets' AND r.ref = v.dataset AND r.idx < $1::bigint
  WHERE h.subject IS NOT NULL
  UNION
  SELECT h.idx, h.subject, h.dataset, r.idx FROM held h JOIN reference r ON r.kind = 'datasets' AND r.ref = h.dataset AND r.idx < $1::bigint
),
touched AS (
  SELECT h.idx, h.subject, h.dataset, a.verb, a.idx AS access FROM reached x JOIN held h ON h.idx = x.idx AND h.subject IS NOT DISTINCT FROM x.subject AND h.dataset IS NOT DISTINCT FROM x.dataset
  JOIN access a ON a.idx = x.access AND a.occurred_at >= h.starts AND (h.ends IS NULL OR a.occurred_at < h.ends) AND a.occurred_at <= $2::timestamptz
  WHERE a.verb IN ('queried', 'viewed', 'read', 'downloaded', 'denied')
),
counted AS (
  SELECT t.idx, t.subject, t.dataset, count(*) FILTER (WHERE t.verb = 'denied')::int AS blocked, count(*) FILTER (WHERE t.verb <> 'denied')::int AS violating, (array_agg(t.access ORDER BY t.access))[1:50] AS entries
  FROM touched t GROUP BY t.idx, t.subject, t.dataset
)
SELECT h.restriction, h.subject, h.dataset, h.ground, h.starts, h.ends, coalesce(c.blocked, 0) AS blocked_attempts, coalesce(c.violating, 0) AS violating_accesses,
  CASE WHEN coalesce(c.violating, 0) = 0 THEN 'covered' ELSE 'not-covered' END AS verdict, CASE WHEN coalesce(c.violating, 0) = 0 THEN 'sound' ELSE 'restricted' END AS reason,
  array_remove(ARRAY[h.idx, h.ended_idx], NULL) || coalesce(c.entries, '{}') AS entries
FROM held h LEFT JOIN counted c ON c.idx = h.idx AND c.subject IS NOT DISTINCT FROM h.subject AND c.dataset IS NOT DISTINCT FROM h.dataset
ORDER BY h.starts, h.restriction, h.subject, h.dataset
