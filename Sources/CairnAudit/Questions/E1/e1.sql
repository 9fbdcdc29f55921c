-- Everyone who was opted out when a permit was approved, and is in a dataset version that the permit names: was she left out?
WITH out AS MATERIALIZED (
  SELECT o.* FROM opt_out_period($1::bigint) o WHERE o.starts <= $2::timestamptz AND ($3::text IS NULL OR o.subject = $3::text)
),
permit_version AS MATERIALIZED (
  SELECT l.permit, l.issued_idx, l.approved_at, d.dataset FROM permit_line($1::bigint) l JOIN permit p ON p.idx = l.issued_idx CROSS JOIN LATERAL unnest(p.datasets) AS d (dataset)
  WHERE l.approved_at <= $2::timestamptz AND ($4::text IS NULL OR l.permit = $4::text)
    AND ($5::text IS NULL OR l.approved_at >= $5::timestamptz) AND ($6::text IS NULL OR l.approved_at < $6::timestamptz)
),
held AS MATERIALIZED (
  SELECT o.subject, v.dataset, v.idx FROM (SELECT DISTINCT subject FROM out) o CROSS JOIN LATERAL versions_with('subjects', o.subject, $1::bigint) v
),
met AS (
  SELECT o.subject, o.starts, o.scope, o.idx AS opt_out_idx, p.permit, p.approved_at, p.issued_idx, p.dataset, h.idx AS member_idx, x.idx AS excluded_idx, e.idx AS exception_idx, e.national_law, m.idx AS available_idx, m.at AS available_at
  FROM out o JOIN held h ON h.subject = o.subject JOIN permit_version p ON p.dataset = h.dataset AND p.approved_at > o.starts AND (o.ends IS NULL OR o.ends > p.approved_at)
  LEFT JOIN LATERAL (
    SELECT d.idx FROM dataset d JOIN reference r ON r.idx = d.idx AND r.kind = 'subjects' AND r.ref = o.subject
    WHERE d.datasets @> ARRAY[p.dataset] AND d.verb = 'member-excluded' AND d.idx < $1::bigint AND d.occurred_at <= $2::timestamptz ORDER BY d.idx LIMIT 1
  ) x ON true
  LEFT JOIN LATERAL (SELECT t.idx, t.national_law FROM opt_out t WHERE t.verb = 'exception-applied' AND t.permits @> ARRAY[p.permit] AND t.idx < $1::bigint ORDER BY t.idx LIMIT 1) e ON true
  LEFT JOIN LATERAL (
    SELECT y.idx, y.at FROM (
      SELECT d.idx, d.occurred_at AS at FROM dataset d WHERE d.verb = 'materialised' AND d.permits @> ARRAY[p.permit] AND d.datasets @> ARRAY[p.dataset] AND d.idx < $1::bigint
      UNION ALL
      SELECT a.idx, a.occurred_at FROM access a WHERE a.permits @> ARRAY[p.permit] AND a.datasets @> ARRAY[p.dataset] AND a.verb IN ('queried', 'viewed', 'read', 'downloaded') AND a.idx < $1::bigint
    ) y WHERE y.at <= $2::timestamptz ORDER BY y.at, y.idx LIMIT 1
  ) m ON true
)
SELECT m.subject, m.starts AS opted_out_at, m.scope, m.permit, m.approved_at, m.dataset, m.available_at AS made_available_at, m.excluded_idx IS NULL AS is_included, m.national_law AS exception,
  CASE WHEN m.excluded_idx IS NOT NULL OR m.exception_idx IS NOT NULL THEN 'covered' WHEN m.available_idx IS NULL THEN 'undetermined' ELSE 'not-covered' END AS verdict,
  CASE WHEN m.excluded_idx IS NOT NULL THEN 'removed' WHEN m.exception_idx IS NOT NULL THEN 'opt-out-exception' WHEN m.available_idx IS NULL THEN 'still-there' ELSE 'opted-out-before-approval' END AS reason,
  ARRAY(SELECT DISTINCT x FROM unnest(ARRAY[m.opt_out_idx, m.issued_idx, m.member_idx, m.excluded_idx, m.exception_idx, m.available_idx]) AS x WHERE x IS NOT NULL ORDER BY x) AS entries
FROM met m ORDER BY m.approved_at, m.permit, m.subject, m.dataset
