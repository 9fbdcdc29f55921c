-- Who worked under a permit: each person with the sessions, whether the permit listed the person then, and signs that one identity serves several people.
WITH issued AS MATERIALIZED (
  SELECT p.idx FROM permit p
  WHERE p.permits @> ARRAY[$3::text] AND p.verb = 'issued' AND p.idx < $1::bigint AND p.occurred_at <= $2::timestamptz ORDER BY p.idx LIMIT 1
),
listed AS MATERIALIZED (
  SELECT n.person, n.starts, n.ends, n.idx, CASE WHEN n.ends <= $2::timestamptz THEN n.ended_idx END AS ended_idx
  FROM permit_person($1::bigint) n WHERE n.permit = $3::text AND n.starts <= $2::timestamptz
),
opened AS MATERIALIZED (
  SELECT s.idx, s.session, coalesce(s.person, CASE WHEN s.actor_kind = 'person' THEN s.actor END) AS person, s.actor_organisation AS organisation, s.client,
    s.occurred_at AS starts, c.occurred_at AS ends, c.idx AS closed_idx
  FROM session s
  LEFT JOIN LATERAL (
    SELECT c.idx, c.occurred_at FROM session c
    WHERE c.session = s.session AND c.verb = 'closed' AND c.idx < $1::bigint AND c.occurred_at <= $2::timestamptz AND c.occurred_at >= s.occurred_at
    ORDER BY c.occurred_at, c.idx LIMIT 1
  ) c ON true
  WHERE s.permits @> ARRAY[$3::text] AND s.verb = 'opened' AND s.idx < $1::bigint AND s.occurred_at <= $2::timestamptz
    AND ($4::text IS NULL OR s.occurred_at >= $4::timestamptz) AND ($5::text IS NULL OR s.occurred_at < $5::timestamptz)
),
parallel AS (
  SELECT o.idx, o.client IS DISTINCT FROM lag(o.client) OVER w AND o.starts < max(coalesce(o.ends, o.starts)) OVER (
    PARTITION BY o.person ORDER BY o.starts, o.idx ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS is_parallel
  FROM opened o WHERE o.person IS NOT NULL WINDOW w AS (PARTITION BY o.person ORDER BY o.starts, o.idx)
),
strange AS (
  SELECT o.session, array_agg(DISTINCT a.idx) AS idxs FROM opened o JOIN access a ON a.session = o.session
  WHERE o.person IS NOT NULL AND a.actor_kind = 'person' AND a.actor <> o.person AND a.idx < $1::bigint AND a.occurred_at <= $2::timestamptz
  GROUP BY o.session
),
per AS (
  SELECT o.person, string_agg(DISTINCT o.organisation, ', ') AS organisation, count(DISTINCT o.organisation) AS organisations, count(*) AS sessions,
    count(*) FILTER (WHERE o.person IS NOT NULL AND NOT EXISTS (
      SELECT FROM listed n WHERE n.person = o.person AND n.starts <= o.starts AND (n.ends IS NULL OR n.ends > o.starts))) AS while_not_listed,
    count(*) FILTER (WHERE EXISTS (SELECT FROM listed n WHERE n.person = o.person AND n.starts <= o.starts AND n.ends > o.starts AND n.ends < o.ends)) AS open_after_removal,
    count(*) FILTER (WHERE o.ends IS NULL) AS not_closed, count(*) FILTER (WHERE p.is_parallel) AS in_parallel,
    count(DISTINCT s.session) AS used_by_others, min(o.starts) AS first_at, max(o.starts) AS last_at,
    array_agg(o.idx) || array_agg(o.closed_idx) || (SELECT array_agg(x) FROM strange y, unnest(y.idxs) AS x WHERE y.session = ANY (array_agg(o.session))) AS idxs
  FROM opened o LEFT JOIN parallel p ON p.idx = o.idx
  LEFT JOIN strange s ON s.session = o.session
  GROUP BY o.person, CASE WHEN o.person IS NULL THEN o.idx END
),
reasoned AS (
  SELECT p.*, CASE WHEN p.person IS NOT NULL AND EXISTS (SELECT FROM listed) THEN EXISTS (SELECT FROM listed n WHERE n.person = p.person) END AS listed,
    CASE WHEN NOT EXISTS (SELECT FROM issued) THEN 'permit-unknown' WHEN p.person IS NULL THEN 'person-unknown' WHEN NOT EXISTS (SELECT FROM listed) THEN 'persons-unknown'
      WHEN p.while_not_listed > 0 OR p.open_after_removal > 0 THEN 'person-outside-permit' WHEN p.used_by_others > 0 OR p.organisations > 1 OR p.in_parallel > 0 THEN 'identity-shared'
      ELSE 'authorised' END AS reason
  FROM per p
)
SELECT r.person, r.organisation, r.listed, r.sessions, r.while_not_listed, r.open_after_removal, r.not_closed, r.in_parallel, r.used_by_others,
  r.used_by_others > 0 OR r.organisations > 1 OR r.in_parallel > 0 AS shared_identity_suspected, r.first_at, r.last_at,
  CASE WHEN r.reason = 'authorised' THEN 'covered' WHEN r.reason IN ('permit-unknown', 'person-unknown', 'persons-unknown') THEN 'undetermined' ELSE 'not-covered' END AS verdict,
  r.reason,
  ARRAY(SELECT DISTINCT x FROM unnest(r.idxs || (SELECT i.idx FROM issued i) || (SELECT array_agg(n.idx) || array_agg(n.ended_idx) FROM listed n WHERE n.person = r.person)) AS x
    WHERE x IS NOT NULL ORDER BY x) AS entries
FROM reasoned r
ORDER BY r.person, r.first_at, r.idxs
