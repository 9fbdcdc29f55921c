-- Who worked under a permit: each person with the sessions, whether the permit was in force and listed the person all
-- the while, and signs that one identity serves several people.
WITH issued AS MATERIALIZED (
  SELECT p.issued_idx AS idx FROM permit_standing() p WHERE p.permit = $1::text LIMIT 1
),
life AS MATERIALIZED (
  SELECT p.idx, p.state FROM permit_standing() p WHERE p.permit = $1::text AND p.starts <= (SELECT valid_at())
),
listed AS MATERIALIZED (
  SELECT n.person, n.idx, n.ended_idx FROM permit_person() n WHERE n.permit = $1::text
),
opened AS MATERIALIZED (
  SELECT s.*
  FROM permit_session($1::text) s
  WHERE ($2::text IS NULL OR s.starts >= $2::timestamptz) AND ($3::text IS NULL OR s.starts < $3::timestamptz)
),
-- When each person had a session open with each client.
client AS MATERIALIZED (
  SELECT o.person, o.client, range_agg(o.span) AS spans FROM opened o WHERE o.person IS NOT NULL GROUP BY 1, 2
),
parallel AS (
  SELECT o.idx, EXISTS (
      SELECT FROM client c WHERE c.person = o.person AND c.client <> o.client AND c.spans @> o.starts
    ) AS is_parallel
  FROM opened o
),
strange AS (
  SELECT o.idx, o.session, array_agg(DISTINCT a.idx) AS idxs
  FROM opened o
  JOIN (
    SELECT a.session, a.actor_kind, a.actor, a.idx FROM access_then a
    UNION ALL
    SELECT j.session, j.actor_kind, j.actor, j.idx FROM job_then j
  ) a ON a.session = o.session
  WHERE o.person IS NOT NULL AND a.actor_kind = 'person' AND a.actor <> o.person
  GROUP BY o.idx, o.session
),
per AS (
  SELECT o.person, array_agg(DISTINCT o.organisation) FILTER (WHERE o.organisation IS NOT NULL) AS organisation,
    count(*) AS sessions,
    count(*) FILTER (WHERE o.person IS NOT NULL AND o.names_persons AND NOT o.is_listed_at_start) AS while_not_listed,
    count(*) FILTER (WHERE o.names_persons AND o.is_listed_at_start
      AND NOT o.is_listed_throughout) AS open_after_removal,
    count(*) FILTER (WHERE NOT o.is_active_throughout) AS outside_permit,
    count(*) FILTER (WHERE o.is_disabled) AS while_disabled,
    count(*) FILTER (WHERE o.is_suspended) AS while_suspended,
    count(*) FILTER (WHERE o.ends IS NULL) AS not_closed, count(*) FILTER (WHERE p.is_parallel) AS in_parallel,
    count(DISTINCT s.session) AS used_by_others, min(o.starts) AS first_at, max(o.starts) AS last_at,
    array_agg(o.idx) || array_agg(o.closed_idx) || (
      SELECT array_agg(x.idx) FROM strange y CROSS JOIN LATERAL unnest(y.idxs) AS x (idx)
        WHERE y.idx = ANY (array_agg(o.idx))
    ) AS idxs
  FROM opened o
  LEFT JOIN parallel p ON p.idx = o.idx
  LEFT JOIN strange s ON s.idx = o.idx
  GROUP BY o.person, CASE WHEN o.person IS NULL THEN o.idx END
),
reasoned AS (
  SELECT p.*, p.used_by_others > 0 OR coalesce(cardinality(p.organisation) > 1, false)
    OR p.in_parallel > 0 AS is_shared,
    CASE
      WHEN p.person IS NOT NULL AND EXISTS (SELECT FROM listed)
        THEN EXISTS (SELECT FROM listed n WHERE n.person = p.person)
    END AS listed
  FROM per p
)
SELECT r.person, r.organisation, r.listed, r.sessions, r.while_not_listed, r.open_after_removal, r.outside_permit,
  r.while_disabled, r.not_closed, r.in_parallel, r.used_by_others, r.is_shared AS shared_identity_suspected, r.first_at,
  r.last_at,
  CASE
    WHEN NOT EXISTS (SELECT FROM issued) THEN 'permit-unknown'
    WHEN r.while_disabled > 0 THEN 'person-disabled'
    WHEN r.while_suspended > 0 THEN 'organisation-suspended'
    WHEN r.outside_permit > 0 THEN 'permit-not-active'
    WHEN r.while_not_listed > 0 OR r.open_after_removal > 0 THEN 'person-outside-permit'
    WHEN r.is_shared THEN 'identity-shared'
    WHEN r.person IS NULL THEN 'person-unknown'
    WHEN NOT EXISTS (SELECT FROM listed) THEN 'persons-unknown'
    ELSE 'authorised'
  END AS reason,
  ARRAY(
    SELECT DISTINCT x.idx
    FROM unnest(
      r.idxs || (SELECT i.idx FROM issued i)
        || (SELECT array_agg(n.idx) || array_agg(n.ended_idx) FROM listed n WHERE n.person = r.person)
        || (SELECT array_agg(l.idx) FROM life l WHERE r.outside_permit > 0 AND l.state NOT IN ('active', 'not-yet'))
    ) AS x (idx)
    WHERE x.idx IS NOT NULL
    ORDER BY x.idx
  ) AS entries
FROM reasoned r
ORDER BY person, first_at, entries
