-- The items of the record, each from the last event that says it.
WITH who AS (
  SELECT DISTINCT ON (i.organisation) i.* FROM institution i WHERE i.verb IN ('registered', 'updated') AND i.idx < $1::bigint AND i.occurred_at <= $2::timestamptz ORDER BY i.organisation, i.idx DESC
),
part AS (
  SELECT 1 AS place, '(a) processor and contact' AS item, w.name AS what, concat_ws(', ', w.contact, w.country) AS detail, w.occurred_at AS since, ARRAY[w.idx] AS entries FROM who w WHERE w.organisation = $3::text
  UNION ALL
  SELECT 2, '(a) controllers', o.party, concat_ws(', ', g.agreement, g.kind), coalesce(g.valid_from, g.occurred_at), ARRAY[g.idx] FROM agreement g CROSS JOIN LATERAL unnest(g.parties) AS o (party)
  WHERE g.verb = 'signed' AND is_processing_contract(g.kind) AND g.idx < $1::bigint AND g.occurred_at <= $2::timestamptz AND $3::text = ANY (g.parties) AND o.party <> $3::text
  UNION ALL
  SELECT 3, '(b) categories of processing', a.verb, count(*) || ' times for ' || a.actor_on_behalf, min(a.occurred_at), (array_agg(a.idx ORDER BY a.idx))[1:5] FROM access a
  WHERE a.actor_organisation = $3::text AND a.actor_on_behalf IS NOT NULL AND a.idx < $1::bigint AND a.occurred_at <= $2::timestamptz GROUP BY a.verb, a.actor_on_behalf
  UNION ALL
  SELECT 4, '(c) transfers to third countries', t.recipient, concat_ws(', ', t.country, t.safeguard), t.occurred_at, ARRAY[t.idx] FROM transfer t
  WHERE t.verb = 'sent' AND t.actor_organisation = $3::text AND t.country IS NOT NULL AND t.idx < $1::bigint AND t.occurred_at <= $2::timestamptz
  UNION ALL
  SELECT 5, '(d) security measures', u.measure, NULL, p.occurred_at, ARRAY[p.idx] FROM purpose p CROSS JOIN LATERAL unnest(p.measures) AS u (measure)
  WHERE p.controller = $3::text AND p.idx < $1::bigint AND p.occurred_at <= $2::timestamptz
)
SELECT p.item, p.what, p.detail, p.since, p.entries FROM part p ORDER BY p.place, p.since, p.what, p.detail
