-- The items of Art. 30(2) for one processor, each from what is in force at the time asked about. Its controllers are
-- the other parties of its processing contracts in force, and whom it acted for while no such contract was in force.
WITH contract AS MATERIALIZED (
  SELECT a.*, a.starts <= valid_at() AND (a.ends IS NULL OR a.ends > valid_at()) AS is_now
  FROM agreement_standing() a
  WHERE is_processing_contract(a.kind) AND $1::text = ANY (a.parties)
),
place AS MATERIALIZED (SELECT i.* FROM institution_standing() i WHERE i.ends IS NULL OR i.ends > valid_at()),
acted AS MATERIALIZED (
  SELECT a.verb AS what, a.occurred_at, a.idx, a.actor_on_behalf AS controller
  FROM access_then a
  WHERE a.actor_organisation = $1::text AND a.verb IN ('queried', 'viewed', 'read', 'downloaded')
  UNION ALL
  SELECT 'image', i.occurred_at, i.idx, i.actor_on_behalf FROM image_then i WHERE i.actor_organisation = $1::text
  UNION ALL
  SELECT 'annotation', n.occurred_at, n.idx, n.actor_on_behalf
  FROM annotation_then n WHERE n.actor_organisation = $1::text
  UNION ALL
  SELECT 'dataset', d.occurred_at, d.idx, d.actor_on_behalf FROM dataset_then d WHERE d.actor_organisation = $1::text
  UNION ALL
  SELECT 'model', m.occurred_at, m.idx, m.actor_on_behalf FROM model_then m WHERE m.actor_organisation = $1::text
  UNION ALL
  SELECT 'job', j.occurred_at, j.idx, j.actor_on_behalf
  FROM job_then j WHERE j.actor_organisation = $1::text AND j.verb = 'started'
  UNION ALL
  SELECT 'egress', e.occurred_at, e.idx, e.actor_on_behalf
  FROM egress_then e WHERE e.actor_organisation = $1::text AND e.verb = 'released'
  UNION ALL
  SELECT 'provision', p.occurred_at, p.idx, p.actor_on_behalf
  FROM provision_then p WHERE p.actor_organisation = $1::text AND p.verb = 'delivered'
  UNION ALL
  SELECT 'erasure', e.occurred_at, e.idx, e.actor_on_behalf
  FROM erasure_then e WHERE e.actor_organisation = $1::text AND e.verb = 'executed'
  UNION ALL
  SELECT 'transfer', t.occurred_at, t.idx, t.actor_on_behalf
  FROM transfer_then t WHERE t.actor_organisation = $1::text AND t.verb IN ('sent', 'received', 'exported')
),
in_name AS MATERIALIZED (
  SELECT a.* FROM acted a WHERE a.controller IS NOT NULL AND a.controller <> $1::text
),
sent AS (
  SELECT t.idx, t.occurred_at, t.recipient, coalesce(upper(t.country), p.country) AS country,
    coalesce(t.safeguard, s.safeguard) AS safeguard, s.idx AS safeguard_idx
  FROM transfer_then t
  LEFT JOIN place p ON p.organisation = t.recipient
  LEFT JOIN LATERAL (
    SELECT s.safeguard, s.idx
    FROM safeguard_standing() s
    WHERE t.safeguard IS NULL AND s.recipient = t.recipient AND s.country = coalesce(upper(t.country), p.country)
      AND s.starts <= t.occurred_at AND (s.ends IS NULL OR s.ends > t.occurred_at)
    ORDER BY s.starts DESC, s.idx DESC
    LIMIT 1
  ) s ON true
  WHERE t.verb = 'sent' AND t.actor_organisation = $1::text AND t.recipient <> $1::text
),
part (place, item, what, detail, since, until, count, entries) AS (
  SELECT 1, '(a) processor and contact', p.name, array_remove(ARRAY[p.contact, p.country], NULL), p.starts,
    NULL::timestamptz, NULL::int, ARRAY[p.idx]
  FROM place p
  WHERE p.organisation = $1::text
  UNION ALL
  SELECT 2, '(a) controllers', o.party, array_remove(ARRAY[p.name, c.agreement, c.kind], NULL), c.starts, c.ends, NULL,
    array_remove(ARRAY[c.signed_idx, nullif(c.idx, c.signed_idx), p.idx], NULL)
  FROM contract c
  CROSS JOIN LATERAL unnest(c.parties) AS o (party)
  LEFT JOIN place p ON p.organisation = o.party
  WHERE c.is_now AND o.party <> $1::text AND (c.controller IS NULL OR o.party = c.controller)
  UNION ALL
  SELECT 2, '(a) controllers', n.controller, ARRAY['no processing contract in force is recorded for these acts'],
    min(n.occurred_at), max(n.occurred_at), count(*)::int, (array_agg(n.idx ORDER BY n.idx))[1:5]
  FROM in_name n
  WHERE NOT EXISTS (
    SELECT FROM contract c
    WHERE n.controller = ANY (c.parties) AND c.starts <= n.occurred_at AND (c.ends IS NULL OR c.ends > n.occurred_at)
  )
  GROUP BY n.controller
  UNION ALL
  SELECT 3, '(b) categories of processing', n.what, ARRAY[n.controller], min(n.occurred_at), max(n.occurred_at),
    count(*)::int, (array_agg(n.idx ORDER BY n.idx))[1:5]
  FROM in_name n
  GROUP BY n.what, n.controller
  UNION ALL
  SELECT 4, '(c) transfers to third countries', s.recipient,
    ARRAY[coalesce(s.country, 'country not recorded'), coalesce(s.safeguard, 'no safeguard recorded')],
    min(s.occurred_at), max(s.occurred_at), count(*)::int,
    (array_agg(s.idx ORDER BY s.idx))[1:5] || array_remove(ARRAY[max(s.safeguard_idx)], NULL)
  FROM sent s
  WHERE is_in_eea(s.country) IS NOT TRUE
  GROUP BY s.recipient, s.country, s.safeguard
  UNION ALL
  SELECT 5, '(d) security measures', u.measure, '{}', min(p.occurred_at), NULL, NULL,
    (array_agg(p.idx ORDER BY p.idx))[1:5]
  FROM purpose_then p
  CROSS JOIN LATERAL unnest(p.measures) AS u (measure)
  WHERE p.controller = $1::text
  GROUP BY u.measure
)
SELECT p.item, p.what, p.detail, p.since, p.until, p.count, p.entries
FROM part p
ORDER BY p.place, p.since, p.what, p.detail
