-- Everyone whose data came, or who is in the dataset version that is named, with the first notice that was given.
WITH person AS MATERIALIZED (
  SELECT i.subject, min(i.occurred_at) AS first_at, min(i.idx) AS idx FROM image i
  WHERE i.verb IN ('series-received', 'study-received') AND i.subject IS NOT NULL AND i.idx < $1::bigint AND i.occurred_at <= $2::timestamptz AND $3::text IS NULL GROUP BY i.subject
  UNION ALL
  SELECT m.ref, coalesce(f.at, e.occurred_at), coalesce(f.idx, m.idx) FROM members_of($3::text, 'subjects', $1::bigint) m JOIN event e ON e.idx = m.idx
  LEFT JOIN LATERAL (SELECT i.occurred_at AS at, i.idx FROM image i WHERE i.subject = m.ref AND i.idx < $1::bigint ORDER BY i.occurred_at LIMIT 1) f ON true
),
given AS MATERIALIZED (
  SELECT DISTINCT ON (r.ref) r.ref AS subject, n.notice, n.notice_hash, n.language, n.channel, n.occurred_at, n.idx FROM notice n JOIN reference r ON r.idx = n.idx AND r.kind = 'subjects'
  WHERE n.verb = 'provided' AND n.idx < $1::bigint AND n.occurred_at <= $2::timestamptz AND r.ref IN (SELECT subject FROM person) ORDER BY r.ref, n.occurred_at, n.idx
),
exempt AS MATERIALIZED (
  SELECT r.ref AS subject, min(n.ground) AS ground, min(n.idx) AS idx FROM notice n JOIN reference r ON r.idx = n.idx AND r.kind = 'subjects'
  WHERE n.verb = 'exempted' AND n.idx < $1::bigint AND n.occurred_at <= $2::timestamptz GROUP BY r.ref
),
whole AS MATERIALIZED (
  SELECT n.ground, n.idx FROM notice n WHERE n.verb = 'exempted' AND n.idx < $1::bigint AND n.occurred_at <= $2::timestamptz AND $3::text IS NOT NULL AND n.datasets @> ARRAY[$3::text] ORDER BY n.idx LIMIT 1
),
published AS MATERIALIZED (
  SELECT DISTINCT ON (n.notice) n.notice, n.notice_hash, n.idx FROM notice n WHERE n.verb = 'published' AND n.idx < $1::bigint ORDER BY n.notice, n.idx
),
told AS (
  SELECT p.subject, p.first_at, p.idx, g.notice, g.language, g.channel, g.occurred_at AS provided_at, g.idx AS given_idx, coalesce(g.notice_hash, b.notice_hash) AS notice_hash, b.idx AS published_idx,
    p.first_at + interval '1 month' AS due_by, coalesce(x.ground, w.ground) AS ground, coalesce(x.idx, w.idx) AS exempt_idx
  FROM person p LEFT JOIN given g ON g.subject = p.subject LEFT JOIN exempt x ON x.subject = p.subject LEFT JOIN whole w ON true
  LEFT JOIN published b ON b.notice = g.notice
)
SELECT t.subject, t.first_at AS first_received_at, t.notice, t.notice_hash, t.language, t.channel, t.provided_at, t.due_by, t.ground AS exemption,
  CASE WHEN t.ground IS NULL THEN days_late(t.due_by, coalesce(t.provided_at, $2::timestamptz)) END AS overdue_days,
  CASE WHEN t.ground IS NOT NULL OR coalesce(t.provided_at, $2::timestamptz) <= t.due_by THEN 'covered' ELSE 'not-covered' END AS verdict,
  CASE WHEN t.provided_at <= t.due_by THEN 'in-time' WHEN t.ground IS NOT NULL THEN 'not-needed' WHEN t.provided_at IS NOT NULL THEN 'late' WHEN $2::timestamptz > t.due_by THEN 'overdue' ELSE 'open' END AS reason,
  ARRAY(SELECT DISTINCT x FROM unnest(ARRAY[t.idx, t.given_idx, t.published_idx, t.exempt_idx]) AS x WHERE x IS NOT NULL ORDER BY x) AS entries
FROM told t ORDER BY t.subject
