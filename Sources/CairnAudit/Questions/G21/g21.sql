-- Each released dataset version and each permit, with the impact assessment that extends to it, as it was last recorded or reviewed.
WITH item AS (
  SELECT * FROM (
    SELECT DISTINCT ON (d.datasets[1]) 'dataset' AS kind, d.datasets[1] AS ref, d.idx, d.datasets[1:1] AS datasets FROM dataset d
    WHERE ($3::text IS NOT NULL OR $4::text IS NULL) AND d.verb = 'version-released' AND d.idx < $1::bigint AND d.occurred_at <= $2::timestamptz
      AND ($3::text IS NULL OR d.datasets @> ARRAY[$3::text])
    ORDER BY d.datasets[1], d.idx
  ) v
  UNION ALL
  SELECT 'dataset', $3::text, NULL, ARRAY[$3::text]
  WHERE $3::text IS NOT NULL AND NOT EXISTS (
    SELECT FROM dataset d WHERE d.datasets @> ARRAY[$3::text] AND d.verb = 'version-released' AND d.idx < $1::bigint AND d.occurred_at <= $2::timestamptz)
  UNION ALL
  SELECT * FROM (
    SELECT DISTINCT ON (p.permits[1]) 'permit', p.permits[1], p.idx, s.datasets FROM permit p CROSS JOIN LATERAL permit_scope(p.permits[1], $2::timestamptz, $1::bigint) s
    WHERE ($4::text IS NOT NULL OR $3::text IS NULL) AND p.verb = 'issued' AND p.idx < $1::bigint AND p.occurred_at <= $2::timestamptz AND ($4::text IS NULL OR p.permits @> ARRAY[$4::text])
    ORDER BY p.permits[1], p.idx
  ) x
),
latest AS MATERIALIZED (
  SELECT DISTINCT ON (a.reference) a.reference, a.version, a.risk, a.outcome, a.review_by, a.occurred_at, a.idx FROM dpia a
  WHERE a.idx < $1::bigint AND a.occurred_at <= $2::timestamptz ORDER BY a.reference, a.occurred_at DESC, a.idx DESC
),
named AS MATERIALIZED (
  SELECT a.reference, f.kind, f.ref, max(a.idx) AS idx FROM dpia a JOIN reference f ON f.idx = a.idx AND f.kind IN ('datasets', 'permits')
  WHERE a.idx < $1::bigint AND a.occurred_at <= $2::timestamptz GROUP BY a.reference, f.kind, f.ref
),
covering AS (
  SELECT i.kind, i.ref, n.reference, ARRAY[n.idx] AS idxs, 1 AS rank FROM item i JOIN named n ON n.kind = i.kind || 's' AND n.ref IN (i.ref, split_part(i.ref, '@', 1))
  UNION ALL
  SELECT i.kind, i.ref, n.reference, array_agg(n.idx), 2 FROM item i CROSS JOIN LATERAL unnest(i.datasets) AS d (dataset)
  JOIN named n ON n.kind = 'datasets' AND n.ref IN (d.dataset, split_part(d.dataset, '@', 1))
  WHERE i.kind = 'permit' GROUP BY i.kind, i.ref, i.datasets, n.reference HAVING count(DISTINCT d.dataset) = cardinality(i.datasets)
),
assessed AS (
  SELECT DISTINCT ON (i.kind, i.ref) i.kind, i.ref, i.idx AS item_idx, c.idxs, c.rank, l.* FROM item i
  LEFT JOIN covering c ON c.kind = i.kind AND c.ref = i.ref LEFT JOIN latest l ON l.reference = c.reference
  ORDER BY i.kind, i.ref, c.rank, l.occurred_at DESC, l.idx DESC
),
judged AS (
  SELECT a.*, CASE WHEN a.reference IS NULL THEN 'no-assessment' WHEN a.review_by < $2::timestamptz THEN 'review-overdue'
    WHEN a.risk = 'high' AND a.outcome ILIKE '%consult%' THEN 'authority-consulted' WHEN a.risk = 'high' THEN 'high-risk-left' ELSE 'assessed' END AS reason
  FROM assessed a
)
SELECT j.kind AS item_kind, j.ref AS item, CASE j.rank WHEN 1 THEN 'itself' WHEN 2 THEN 'its datasets' END AS assessed_through, j.reference AS dpia, j.version,
  j.occurred_at AS assessed_at, j.risk = 'high' AS high_risk_left, j.outcome, j.review_by AS due_by,
  CASE WHEN j.reason IN ('assessed', 'authority-consulted') THEN 'covered' ELSE 'not-covered' END AS verdict, j.reason,
  CASE WHEN j.reason = 'review-overdue' THEN days_late(j.review_by, $2::timestamptz) END AS overdue_days,
  ARRAY(SELECT DISTINCT x FROM unnest(ARRAY[j.item_idx, j.idx] || j.idxs) AS x WHERE x IS NOT NULL ORDER BY x) AS entries
FROM judged j
ORDER BY j.kind, j.ref
