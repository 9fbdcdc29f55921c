-- What holders were asked to deliver, and what is described in a catalogue.
WITH asked AS (
  SELECT p.datasets[1] AS dataset, p.organisation AS holder, p.occurred_at, p.due_by, p.idx, p.permits FROM provision p
  WHERE p.verb = 'requested' AND p.idx < $1::bigint AND p.occurred_at <= $2::timestamptz AND ($3::text IS NULL OR p.organisation = $3::text)
),
described AS (
  SELECT DISTINCT ON (d.datasets[1]) d.datasets[1] AS dataset, d.occurred_at, d.review_by, d.idx FROM dataset d WHERE d.verb = 'described' AND d.idx < $1::bigint AND d.occurred_at <= $2::timestamptz ORDER BY d.datasets[1], d.idx DESC
),
line AS (
  SELECT coalesce(a.dataset, d.dataset) AS dataset, a.holder, d.occurred_at AS described_at, d.review_by, d.idx AS described_idx, a.occurred_at AS requested_at, a.due_by, a.idx AS asked_idx, g.occurred_at AS delivered_at, g.idx AS delivered_idx
  FROM (
    SELECT a.*, (SELECT max(d.idx) FROM described d WHERE d.dataset IN (a.dataset, split_part(a.dataset, '@', 1))) AS description FROM asked a
    UNION ALL
    SELECT NULL, NULL, NULL, NULL, NULL, NULL, d.idx FROM described d WHERE NOT EXISTS (SELECT FROM asked a WHERE d.dataset IN (a.dataset, split_part(a.dataset, '@', 1)))
  ) a
  LEFT JOIN described d ON d.idx = a.description
  LEFT JOIN LATERAL (
    SELECT x.occurred_at, x.idx FROM provision x WHERE x.verb = 'delivered' AND x.datasets @> ARRAY[a.dataset] AND x.organisation = a.holder AND x.idx < $1::bigint AND x.occurred_at <= $2::timestamptz AND x.occurred_at >= a.occurred_at ORDER BY x.idx LIMIT 1) g ON true
  WHERE $3::text IS NULL OR a.idx IS NOT NULL
)
SELECT l.dataset, l.holder, l.described_at, l.review_by, l.requested_at, l.due_by, l.delivered_at,
  CASE WHEN l.asked_idx IS NOT NULL THEN days_late(l.due_by, coalesce(l.delivered_at, $2::timestamptz)) END AS overdue_days,
  CASE WHEN l.asked_idx IS NOT NULL AND coalesce(l.delivered_at, $2::timestamptz) > l.due_by OR l.described_at IS NULL OR l.review_by < $2::timestamptz THEN 'not-covered' ELSE 'covered' END AS verdict,
  CASE WHEN l.asked_idx IS NOT NULL AND l.delivered_at IS NULL AND $2::timestamptz > l.due_by THEN 'overdue' WHEN l.delivered_at > l.due_by THEN 'late' WHEN l.described_at IS NULL OR l.review_by < $2::timestamptz THEN 'incomplete'
    WHEN l.asked_idx IS NOT NULL AND l.delivered_at IS NULL THEN 'open' ELSE 'in-time' END AS reason,
  ARRAY(SELECT DISTINCT x FROM unnest(ARRAY[l.described_idx, l.asked_idx, l.delivered_idx]) AS x WHERE x IS NOT NULL ORDER BY x) AS entries
FROM line l ORDER BY l.dataset, l.requested_at, l.holder
