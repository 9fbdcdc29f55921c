-- The results of each permit: 18 months after its work was completed, or else after it ended, they must be public.
WITH issued AS (
  SELECT DISTINCT ON (p.permits[1]) p.permits[1] AS permit, p.idx, p.organisation FROM permit p
  WHERE p.verb = 'issued' AND p.idx < $1::bigint AND p.occurred_at <= $2::timestamptz AND ($3::text IS NULL OR p.permits @> ARRAY[$3::text])
  ORDER BY p.permits[1], p.idx
),
ended AS (
  SELECT i.*, s.valid_until, coalesce(e.verb, CASE WHEN s.valid_until <= $2::timestamptz THEN 'expired' END) AS ended_by,
    coalesce(e.at, CASE WHEN s.valid_until <= $2::timestamptz THEN s.valid_until END) AS completed_at, e.idx AS ended_idx, x.idx AS extended_idx
  FROM issued i CROSS JOIN LATERAL permit_scope(i.permit, $2::timestamptz, $1::bigint) s
  LEFT JOIN LATERAL (
    SELECT p.verb, coalesce(p.effective_at, p.occurred_at) AS at, p.idx FROM permit p
    WHERE p.permits @> ARRAY[i.permit] AND p.verb IN ('completed', 'revoked', 'expired') AND p.idx < $1::bigint AND p.occurred_at <= $2::timestamptz
      AND coalesce(p.effective_at, p.occurred_at) <= $2::timestamptz
    ORDER BY p.verb <> 'completed', 2, p.idx LIMIT 1
  ) e ON true
  LEFT JOIN LATERAL (
    SELECT max(p.idx) AS idx FROM permit p
    WHERE p.permits @> ARRAY[i.permit] AND p.verb IN ('extended', 'amended') AND p.valid_until IS NOT NULL AND p.idx < $1::bigint AND p.occurred_at <= $2::timestamptz
  ) x ON true
),
dated AS (
  SELECT e.*, e.completed_at + interval '18 months' AS due_by, r.published_at, coalesce(r.results, 0) AS results, r.urls, r.idxs
  FROM ended e
  LEFT JOIN LATERAL (
    SELECT min(r.published_at) AS published_at, count(*) AS results, string_agg(DISTINCT r.url, ', ') AS urls, array_agg(r.idx) AS idxs FROM result r
    WHERE r.permits @> ARRAY[e.permit] AND r.verb = 'published' AND r.idx < $1::bigint AND r.occurred_at <= $2::timestamptz AND r.published_at <= $2::timestamptz
  ) r ON true
),
judged AS (
  SELECT d.*,
    CASE WHEN d.published_at IS NOT NULL AND (d.due_by IS NULL OR d.published_at <= d.due_by) THEN 'in-time' WHEN d.published_at IS NOT NULL THEN 'late'
      WHEN d.due_by IS NULL THEN 'not-needed' WHEN $2::timestamptz <= d.due_by THEN 'open' ELSE 'overdue' END AS reason
  FROM dated d
)
SELECT j.permit, j.organisation, j.ended_by, j.completed_at, j.due_by, j.published_at, j.results, j.urls AS results_url,
  CASE WHEN j.reason IN ('late', 'overdue') THEN 'not-covered' ELSE 'covered' END AS verdict, j.reason,
  CASE WHEN j.reason IN ('late', 'overdue') THEN days_late(j.due_by, coalesce(j.published_at, $2::timestamptz)) END AS overdue_days,
  ARRAY(SELECT DISTINCT x FROM unnest(ARRAY[j.idx, j.ended_idx, j.extended_idx] || j.idxs) AS x WHERE x IS NOT NULL ORDER BY x) AS entries
FROM judged j
ORDER BY j.due_by, j.permit
