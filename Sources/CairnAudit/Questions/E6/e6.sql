-- Counts for the report; the first twenty entries of each stand for the rest.
WITH span AS MATERIALIZED (
  SELECT coalesce($3::text::timestamptz, '-infinity') AS starts, least(coalesce($4::text::timestamptz, 'infinity'), $2::timestamptz) AS ends
),
figure AS (
  SELECT 1 AS place, 'applications' AS figure, 'received' AS of, count(*)::int AS count, (array_agg(a.idx ORDER BY a.idx))[1:20] AS entries FROM application a, span s WHERE a.verb = 'submitted' AND a.idx < $1::bigint AND a.occurred_at >= s.starts AND a.occurred_at < s.ends
  UNION ALL
  SELECT 1, 'applications', a.verb, count(*)::int, (array_agg(a.idx ORDER BY a.idx))[1:20] FROM application a, span s WHERE a.verb IN ('refused', 'withdrawn') AND a.idx < $1::bigint AND a.occurred_at >= s.starts AND a.occurred_at < s.ends GROUP BY a.verb
  UNION ALL
  SELECT 2, 'permits', p.verb, count(*)::int, (array_agg(p.idx ORDER BY p.idx))[1:20] FROM permit p, span s WHERE p.verb IN ('issued', 'revoked', 'suspended', 'completed') AND p.idx < $1::bigint AND p.occurred_at >= s.starts AND p.occurred_at < s.ends GROUP BY p.verb
  UNION ALL
  SELECT 3, 'permits by purpose', u.purpose, count(*)::int, (array_agg(p.idx ORDER BY p.idx))[1:20] FROM permit p CROSS JOIN LATERAL unnest(p.purposes) AS u (purpose), span s
  WHERE p.verb = 'issued' AND p.idx < $1::bigint AND p.occurred_at >= s.starts AND p.occurred_at < s.ends GROUP BY u.purpose
  UNION ALL
  SELECT 4, 'days to a decision', 'median', percentile_disc(0.5) WITHIN GROUP (ORDER BY extract(day FROM d.at - a.occurred_at)::int), (array_agg(a.idx ORDER BY a.idx))[1:20]
  FROM application a, span s, LATERAL (
    SELECT min(x.at) AS at FROM (SELECT p.occurred_at AS at FROM permit p WHERE p.application = a.application AND p.verb = 'issued' AND p.idx < $1::bigint
      UNION ALL SELECT r.occurred_at FROM application r WHERE r.application = a.application AND r.verb = 'refused' AND r.idx < $1::bigint) x) d
  WHERE a.verb = 'submitted' AND a.idx < $1::bigint AND d.at >= s.starts AND d.at < s.ends HAVING count(*) > 0
  UNION ALL
  SELECT 5, 'opt-outs', o.verb, count(*)::int, (array_agg(o.idx ORDER BY o.idx))[1:20] FROM opt_out o, span s WHERE o.idx < $1::bigint AND o.occurred_at >= s.starts AND o.occurred_at < s.ends GROUP BY o.verb
  UNION ALL
  SELECT 6, 'breaches', 'detected', count(*)::int, (array_agg(b.idx ORDER BY b.idx))[1:20] FROM breach b, span s WHERE b.verb = 'detected' AND b.idx < $1::bigint AND b.occurred_at >= s.starts AND b.occurred_at < s.ends
  UNION ALL
  SELECT 7, 'misuse', coalesce(i.penalty, i.verb), count(*)::int, (array_agg(i.idx ORDER BY i.idx))[1:20] FROM incident i, span s WHERE i.idx < $1::bigint AND i.occurred_at >= s.starts AND i.occurred_at < s.ends GROUP BY coalesce(i.penalty, i.verb)
)
SELECT f.figure, f.of, f.count, coalesce(f.entries, '{}') AS entries FROM figure f WHERE f.count > 0 OR f.place = 4 ORDER BY f.place, f.of
