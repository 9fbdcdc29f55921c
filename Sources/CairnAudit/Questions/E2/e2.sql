-- Each opt-out with the dataset versions that held the subject, and those that she was taken out of.
WITH out AS MATERIALIZED (
  SELECT o.* FROM opt_out_period($1::bigint) o
  WHERE o.starts <= $2::timestamptz AND ($3::text IS NULL OR o.starts >= $3::timestamptz) AND ($4::text IS NULL OR o.starts < $4::timestamptz)
),
held AS (
  SELECT o.subject, o.idx, v.dataset, x.idx AS excluded_idx, x.occurred_at AS excluded_at FROM out o CROSS JOIN LATERAL versions_with('subjects', o.subject, $1::bigint) v
  LEFT JOIN LATERAL (
    SELECT d.idx, d.occurred_at FROM dataset d JOIN reference r ON r.idx = d.idx AND r.kind = 'subjects' AND r.ref = o.subject
    WHERE d.verb = 'member-excluded' AND d.datasets @> ARRAY[v.dataset] AND d.idx < $1::bigint AND d.occurred_at <= $2::timestamptz ORDER BY d.idx LIMIT 1) x ON true
),
counted AS (
  SELECT h.subject, h.idx, count(*)::int AS versions, count(h.excluded_idx)::int AS excluded, max(h.excluded_at) AS last_at, (array_agg(h.excluded_idx ORDER BY h.excluded_idx) FILTER (WHERE h.excluded_idx IS NOT NULL))[1:20] AS entries
  FROM held h GROUP BY h.subject, h.idx
)
SELECT o.subject, o.starts AS opted_out_at, o.ends AS opted_in_at, coalesce(c.versions, 0) AS versions, coalesce(c.excluded, 0) AS excluded, c.last_at AS last_excluded_at,
  CASE WHEN c.versions > 0 THEN extract(day FROM CASE WHEN c.excluded = c.versions THEN c.last_at ELSE least(o.ends, $2::timestamptz) END - o.starts)::int END AS lag_days,
  CASE WHEN o.ends <= $2::timestamptz OR coalesce(c.versions, 0) = coalesce(c.excluded, 0) THEN 'covered' ELSE 'not-covered' END AS verdict,
  CASE WHEN o.ends <= $2::timestamptz OR coalesce(c.versions, 0) = 0 THEN 'not-needed' WHEN c.versions = c.excluded THEN 'removed' ELSE 'still-there' END AS reason,
  array_remove(ARRAY[o.idx, o.ended_idx], NULL) || coalesce(c.entries, '{}') AS entries
FROM out o LEFT JOIN counted c ON c.subject = o.subject AND c.idx = o.idx
ORDER BY o.starts, o.subject
