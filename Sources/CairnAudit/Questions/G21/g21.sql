-- Each released dataset version and each permit, with the impact assessment that extends to it, as it was last
-- recorded or reviewed (GDPR Art. 35). A high risk that remains needs the authority's consultation (Art. 36(1)): it
-- counts only where the outcome says so in one of the words consulted, authority-consulted, prior-consultation.
-- What leaves a risk in another word than low, medium, high can't be judged. A review is due to the end of its day.
WITH calendar AS MATERIALIZED (SELECT * FROM legal_calendar()),
item AS (
  SELECT v.*
  FROM (
    SELECT DISTINCT ON (n.dataset) 'dataset' AS kind, n.dataset AS ref, d.idx, ARRAY[n.dataset] AS datasets
    FROM dataset_then d
    CROSS JOIN LATERAL unnest(d.datasets) AS n (dataset)
    WHERE d.verb = 'version-released'
      AND ($1::text IS NOT NULL OR $2::text IS NULL)
      AND ($1::text IS NULL OR n.dataset = $1::text)
    ORDER BY n.dataset, d.idx
  ) v
  UNION ALL
  SELECT 'dataset', $1::text, NULL, ARRAY[$1::text]
  WHERE $1::text IS NOT NULL
    AND NOT EXISTS (
      SELECT FROM dataset_then d WHERE d.datasets @> ARRAY[$1::text] AND d.verb = 'version-released'
    )
  UNION ALL
  SELECT 'permit', p.permit, p.idx, p.datasets
  FROM (
    SELECT DISTINCT ON (n.permit) n.permit, p.idx,
      coalesce(
        (
          SELECT a.datasets
          FROM permit_then a
          WHERE a.permits @> ARRAY[n.permit] AND a.verb IN ('issued', 'amended') AND a.datasets IS NOT NULL
          ORDER BY a.occurred_at DESC, a.idx DESC
          LIMIT 1
        ),
        p.datasets
      ) AS datasets
    FROM permit_then p
    CROSS JOIN LATERAL unnest(p.permits) AS n (permit)
    WHERE p.verb = 'issued'
      AND ($2::text IS NOT NULL OR $1::text IS NULL)
      AND ($2::text IS NULL OR n.permit = $2::text)
    ORDER BY n.permit, p.idx
  ) p
),
latest AS MATERIALIZED (
  SELECT DISTINCT ON (a.reference) a.reference, a.version, a.risk, a.outcome, a.review_by, a.occurred_at, a.idx
  FROM dpia_then a
  ORDER BY a.reference, a.occurred_at DESC, a.idx DESC
),
named AS MATERIALIZED (
  SELECT a.reference, f.kind, f.ref, max(a.idx) AS idx
  FROM dpia_then a
  JOIN reference_then f ON f.idx = a.idx AND f.kind IN ('datasets', 'permits')
  GROUP BY a.reference, f.kind, f.ref
),
extending AS (
  SELECT i.kind, i.ref, n.reference, ARRAY[n.idx] AS idxs, 1 AS rank
  FROM item i
  JOIN named n ON n.kind = i.kind || 's' AND n.ref IN (i.ref, split_part(i.ref, '@', 1))
  UNION ALL
  SELECT i.kind, i.ref, n.reference, array_agg(n.idx), 2
  FROM item i
  CROSS JOIN LATERAL unnest(i.datasets) AS d (dataset)
  JOIN named n ON n.kind = 'datasets' AND n.ref IN (d.dataset, split_part(d.dataset, '@', 1))
  WHERE i.kind = 'permit'
  GROUP BY i.kind, i.ref, i.datasets, n.reference
  HAVING count(DISTINCT d.dataset) = cardinality(i.datasets)
),
assessed AS (
  SELECT DISTINCT ON (i.kind, i.ref) i.kind, i.ref, i.idx AS item_idx, x.idxs, x.rank, l.*
  FROM item i
  LEFT JOIN extending x ON x.kind = i.kind AND x.ref = i.ref
  LEFT JOIN latest l ON l.reference = x.reference
  ORDER BY i.kind, i.ref, x.rank, l.occurred_at DESC, l.idx DESC
),
dated AS (
  SELECT a.*, c.zone, day_in(a.review_by, c.zone) AS due_date,
    end_of_day(day_in(a.review_by, c.zone), c.zone) AS closes
  FROM assessed a
  CROSS JOIN calendar c
),
judged AS (
  SELECT d.*,
    CASE
      WHEN d.reference IS NULL THEN 'no-assessment'
      WHEN d.closes <= valid_at() THEN 'review-overdue'
      WHEN d.risk = 'high' AND d.outcome IN ('consulted', 'authority-consulted', 'prior-consultation')
      THEN 'authority-consulted'
      WHEN d.risk = 'high' THEN 'high-risk-left'
      WHEN d.risk IN ('low', 'medium', 'none', 'unlikely') THEN 'assessed'
      ELSE 'risk-unknown'
    END AS reason
  FROM dated d
)
SELECT j.kind AS item_kind, j.ref AS item,
  CASE j.rank WHEN 1 THEN 'itself' WHEN 2 THEN 'its datasets' END AS assessed_through,
  j.reference AS dpia, j.version, j.occurred_at AS assessed_at, j.risk = 'high' AS high_risk_left, j.outcome,
  j.closes - interval '1 second' AS due_by, j.due_date, j.reason,
  CASE WHEN j.reason = 'review-overdue' THEN days_late(j.due_date, valid_at(), j.zone) END AS overdue_days,
  ARRAY(
    SELECT DISTINCT i.idx
    FROM unnest(ARRAY[j.item_idx, j.idx] || j.idxs) AS i (idx)
    WHERE i.idx IS NOT NULL
    ORDER BY 1
  ) AS entries
FROM judged j
ORDER BY j.kind, j.ref
