-- The items of Art. 58(1), from the last events that say them.
WITH part AS (
  SELECT 1 AS place, '(a) legal basis' AS item, b.basis AS what, concat_ws(', ', b.article6, b.article9, b.national_law) AS detail, b.starts AS since, ARRAY[b.idx] AS entries FROM basis_period($1::bigint) b
  WHERE b.starts <= $2::timestamptz AND (b.ends IS NULL OR b.ends > $2::timestamptz)
  UNION ALL
  SELECT 2, '(b) measures', u.measure, p.controller, p.occurred_at, ARRAY[p.idx] FROM purpose p CROSS JOIN LATERAL unnest(p.measures) AS u (measure) WHERE p.idx < $1::bigint AND p.occurred_at <= $2::timestamptz
  UNION ALL
  SELECT 3, '(c), (d) rights and how to use them', n.notice, concat_ws(', ', n.language, n.url, n.notice_hash), n.occurred_at, ARRAY[n.idx] FROM notice n WHERE n.verb = 'published' AND n.idx < $1::bigint AND n.occurred_at <= $2::timestamptz
  UNION ALL
  SELECT 4, '(e) access body and contact', i.name, concat_ws(', ', i.contact, i.country), i.occurred_at, ARRAY[i.idx] FROM (
    SELECT DISTINCT ON (x.organisation) x.* FROM institution x WHERE x.verb IN ('registered', 'updated') AND x.idx < $1::bigint AND x.occurred_at <= $2::timestamptz ORDER BY x.organisation, x.idx DESC) i
  WHERE 'eu-ehds:HealthDataAccessBody' = ANY (i.roles)
  UNION ALL
  SELECT 5, '(f) who, what, for which purpose', p.organisation, concat_ws(', ', array_to_string(p.datasets, ', '), array_to_string(p.purposes, ', '), 'permit ' || p.permits[1]), p.occurred_at, ARRAY[p.idx] FROM permit p
  WHERE p.verb = 'issued' AND p.idx < $1::bigint AND p.occurred_at <= $2::timestamptz
  UNION ALL
  SELECT 6, '(g) results', coalesce(r.url, r.permits[1]), 'permit ' || r.permits[1], r.published_at, ARRAY[r.idx] FROM result r WHERE r.verb = 'published' AND r.idx < $1::bigint AND r.occurred_at <= $2::timestamptz
)
SELECT p.item, p.what, p.detail, p.since, p.entries FROM part p ORDER BY p.place, p.since, p.what
