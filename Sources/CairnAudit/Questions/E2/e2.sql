-- Each opt-out, part by part, with the dataset versions that held the person when it began or later, and when the
-- person was out of them (EHDS Art. 71(1)): excluded, removed, or the version must not be used any more. A next version
-- that leaves the person out takes nobody out of the one before: that has to be invalidated.
--
-- What permits allow that were approved before the opt-out it doesn't touch (71(3)): a version that only such permits
-- name may go on holding the person (opted-out-after-approval). Where one that was approved since names it, or none,
-- it may not.
WITH opt_out AS MATERIALIZED (
  SELECT s.subject, s.scope, s.category, s.idx, min(s.starts) AS starts, max(s.ended_idx) AS ended_idx,
    CASE WHEN bool_and(s.ends IS NOT NULL) THEN max(s.ends) END AS ends
  FROM opt_out_standing() s
  WHERE s.starts <= valid_at()
    AND ($1::text IS NULL OR s.starts >= $1::timestamptz)
    AND ($2::text IS NULL OR s.starts < $2::timestamptz)
  GROUP BY s.subject, s.scope, s.category, s.idx
),
person AS MATERIALIZED (SELECT DISTINCT o.subject FROM opt_out o),
version AS MATERIALIZED (
  WITH RECURSIVE held (dataset) AS (
    SELECT m.dataset
    FROM person p
    JOIN member_known m ON m.kind = 'subjects' AND m.ref = p.subject
    UNION
    SELECT m.dataset
    FROM person p
    JOIN asset_subject() s ON s.subject = p.subject
    JOIN member_known m ON m.kind = 'assets' AND m.ref = s.asset
    UNION
    SELECT l.target
    FROM held h
    JOIN lineage_then l ON l.source_kind = 'dataset' AND l.source = h.dataset AND l.relation = 'followed'
  )
  SELECT h.dataset, v.invalidated, v.invalidated_idx
  FROM held h
  LEFT JOIN version_standing() v ON v.dataset = h.dataset
),
membership AS (
  SELECT m.subject, v.dataset, m.starts, out.at AS ends, out.idx AS ended_idx
  FROM version v
  CROSS JOIN LATERAL version_subject(v.dataset) m
  LEFT JOIN LATERAL (
    SELECT x.at, x.idx
    FROM (
      SELECT m.ends AS at, m.ended_idx AS idx
      UNION ALL
      SELECT greatest(lower(i.span), m.starts), v.invalidated_idx[1]
      FROM unnest(v.invalidated) AS i (span)
      WHERE i.span @> valid_at()
    ) x
    WHERE x.at <= valid_at()
    ORDER BY x.at
    LIMIT 1
  ) out ON true
  WHERE m.how <> 'not-taken-over' AND m.subject IN (SELECT p.subject FROM person p)
),
permitted AS MATERIALIZED (
  SELECT v.dataset, max(p.approved_at) AS last_at
  FROM version v
  JOIN permit_version() p ON names_version(p.dataset, v.dataset) AND p.approved_at <= valid_at()
  GROUP BY v.dataset
),
held AS (
  SELECT o.subject, o.scope, o.category, o.idx, m.dataset,
    bool_and(p.last_at < o.starts) AS is_before,
    CASE WHEN bool_and(m.ends IS NOT NULL) THEN max(m.ends) END AS out_at,
    (array_agg(m.ended_idx ORDER BY m.ends DESC))[1] AS ended_idx
  FROM opt_out o
  JOIN membership m ON m.subject = o.subject AND (m.ends IS NULL OR m.ends > o.starts)
  LEFT JOIN permitted p ON p.dataset = m.dataset
  GROUP BY o.subject, o.scope, o.category, o.idx, m.dataset
),
counted AS (
  SELECT h.subject, h.scope, h.category, h.idx, count(*) AS versions, count(h.out_at) AS excluded,
    max(h.out_at) AS last_at, count(*) FILTER (WHERE h.out_at IS NULL AND h.is_before IS NOT TRUE) AS open,
    (array_agg(DISTINCT h.ended_idx) FILTER (WHERE h.out_at IS NOT NULL AND h.ended_idx IS NOT NULL))[1:20] AS entries
  FROM held h
  GROUP BY h.subject, h.scope, h.category, h.idx
)
SELECT o.subject, o.scope, o.category, o.starts AS opted_out_at, o.ends AS opted_in_at,
  coalesce(c.versions, 0) AS versions, coalesce(c.excluded, 0) AS excluded, c.last_at AS last_excluded_at,
  CASE
    WHEN c.versions > 0 THEN extract(
      day FROM least(o.ends, CASE WHEN c.excluded = c.versions THEN c.last_at ELSE valid_at() END) - o.starts
    )::int
  END AS lag_days,
  CASE
    WHEN o.ends <= valid_at() OR coalesce(c.versions, 0) = 0 THEN 'not-needed'
    WHEN c.versions = c.excluded THEN 'removed'
    WHEN c.open = 0 THEN 'opted-out-after-approval'
    ELSE 'still-there'
  END AS reason,
  array_remove(ARRAY[o.idx, o.ended_idx], NULL) || coalesce(c.entries, '{}') AS entries
FROM opt_out o
LEFT JOIN counted c
  ON c.subject = o.subject AND c.idx = o.idx AND c.scope = o.scope AND c.category IS NOT DISTINCT FROM o.category
ORDER BY o.starts, o.subject, o.idx, o.scope, o.category
