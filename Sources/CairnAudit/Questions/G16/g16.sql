-- The items of the record, each from the last event that says it.
WITH who AS (
  SELECT DISTINCT ON (i.organisation) i.* FROM institution i WHERE i.verb IN ('registered', 'updated') AND i.idx < $1::bigint AND i.occurred_at <= $2::timestamptz ORDER BY i.organisation, i.idx DESC
),
known AS (
  SELECT FROM who w WHERE w.organisation = $3::text
  UNION ALL
  SELECT FROM purpose p WHERE p.controller = $3::text AND p.idx < $1::bigint AND p.occurred_at <= $2::timestamptz
  UNION ALL
  SELECT FROM legal_basis l WHERE l.controller = $3::text AND l.idx < $1::bigint AND l.occurred_at <= $2::timestamptz
),
part AS (
  SELECT 1 AS place, '(a) controller and contact' AS item, w.name AS what, concat_ws(', ', w.contact, w.country) AS detail, w.occurred_at AS since, ARRAY[w.idx] AS entries FROM who w WHERE w.organisation = $3::text
  UNION ALL
  SELECT 2, '(b) purposes', u.purpose, array_to_string(p.categories, ', '), p.occurred_at, ARRAY[p.idx] FROM purpose p CROSS JOIN LATERAL unnest(p.purposes) AS u (purpose)
  WHERE p.controller = $3::text AND p.idx < $1::bigint AND p.occurred_at <= $2::timestamptz
  UNION ALL
  SELECT 2, '(b) legal bases', b.basis, concat_ws(', ', b.article6, b.article9, b.national_law), b.starts, ARRAY[b.idx] FROM basis_period($1::bigint) b JOIN legal_basis l ON l.idx = b.idx
  WHERE (l.controller = $3::text OR l.controller IS NULL) AND b.starts <= $2::timestamptz AND (b.ends IS NULL OR b.ends > $2::timestamptz)
  UNION ALL
  SELECT 3, '(c) categories of data', 'images, ' || coalesce(i.modality, 'unknown modality'), count(*) || ' series', min(i.occurred_at), (array_agg(i.idx ORDER BY i.idx))[1:5] FROM image i
  WHERE i.verb = 'series-received' AND i.idx < $1::bigint AND i.occurred_at <= $2::timestamptz GROUP BY i.modality
  UNION ALL
  SELECT 4, '(d) categories of recipients', coalesce(w.name, p.organisation), concat_ws(', ', w.country, array_to_string(p.purposes, ', ')), p.occurred_at, ARRAY[p.idx] FROM permit p LEFT JOIN who w ON w.organisation = p.organisation
  WHERE p.verb = 'issued' AND p.idx < $1::bigint AND p.occurred_at <= $2::timestamptz
  UNION ALL
  SELECT 5, '(e) transfers to third countries', t.recipient, concat_ws(', ', t.country, t.safeguard), t.occurred_at, ARRAY[t.idx] FROM transfer t
  WHERE t.verb = 'safeguard-recorded' AND t.idx < $1::bigint AND t.occurred_at <= $2::timestamptz
  UNION ALL
  SELECT 6, '(f) time limits for erasure', r.policy, concat_ws(', ', r.period, 'from ' || r.start_rule, array_to_string(r.datasets, ', ')), r.occurred_at, ARRAY[r.idx] FROM retention r
  WHERE r.verb = 'policy-set' AND r.idx < $1::bigint AND r.occurred_at <= $2::timestamptz
  UNION ALL
  SELECT 7, '(g) security measures', u.measure, NULL, p.occurred_at, ARRAY[p.idx] FROM purpose p CROSS JOIN LATERAL unnest(p.measures) AS u (measure)
  WHERE p.controller = $3::text AND p.idx < $1::bigint AND p.occurred_at <= $2::timestamptz
)
SELECT p.item, p.what, p.detail, p.since, p.entries FROM part p WHERE EXISTS (SELECT FROM known) ORDER BY p.place, p.since, p.what, p.detail
