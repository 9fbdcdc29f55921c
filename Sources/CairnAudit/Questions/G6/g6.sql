-- The parts of an access file, one after the other. Recipients are organisations that really got data.
WITH version AS MATERIALIZED (SELECT v.dataset, v.idx FROM versions_with('subjects', $3::text, $1::bigint) v),
named AS MATERIALIZED (SELECT r.idx FROM reference r WHERE r.kind = 'subjects' AND r.ref = $3::text AND r.idx < $1::bigint),
reached AS MATERIALIZED (
  SELECT n.idx FROM named n
  UNION
  SELECT r.idx FROM version v JOIN reference r ON r.kind = 'datasets' AND r.ref = v.dataset AND r.idx < $1::bigint
),
seen AS MATERIALIZED (
  SELECT a.* FROM reached r JOIN access a ON a.idx = r.idx WHERE a.verb IN ('queried', 'viewed', 'read', 'downloaded') AND a.occurred_at <= $2::timestamptz
),
sent AS MATERIALIZED (SELECT t.* FROM reached r JOIN transfer t ON t.idx = r.idx WHERE t.verb = 'sent' AND t.occurred_at <= $2::timestamptz),
country AS (
  SELECT DISTINCT ON (i.organisation) i.organisation, i.name, i.country FROM institution i WHERE i.idx < $1::bigint AND i.verb IN ('registered', 'updated')
  ORDER BY i.organisation, i.idx DESC
),
part AS (
  SELECT 1 AS place, 'purposes' AS part, u.purpose AS what, 'pursued under ' || string_agg(DISTINCT coalesce(s.permits[1], 'no permit'), ', ') AS detail,
    min(s.occurred_at) AS first_at, max(s.occurred_at) AS last_at, count(*)::int AS count, (array_agg(s.idx ORDER BY s.idx))[1:50] AS entries
  FROM seen s CROSS JOIN LATERAL unnest(s.purposes) AS u (purpose) GROUP BY u.purpose
  UNION ALL
  SELECT 2, 'categories of data', 'images, ' || coalesce(m.modality, 'unknown modality'), sum(coalesce(m.instances, 0)) || ' images in ' || count(*) || ' series',
    min(m.occurred_at), max(m.occurred_at), count(*)::int, (array_agg(m.idx ORDER BY m.idx))[1:50]
  FROM named n JOIN image m ON m.idx = n.idx WHERE m.verb = 'series-received' AND m.occurred_at <= $2::timestamptz GROUP BY m.modality
  UNION ALL
  SELECT 2, 'categories of data', 'annotations', a.kind, min(a.occurred_at), max(a.occurred_at), count(*)::int, (array_agg(a.idx ORDER BY a.idx))[1:50]
  FROM named n JOIN annotation a ON a.idx = n.idx WHERE a.verb IN ('created', 'revised') AND a.occurred_at <= $2::timestamptz GROUP BY a.kind
  UNION ALL
  SELECT 3, 'recipients', coalesce(c.name, s.actor_organisation, 'an organisation that was not named'),
    concat_ws(', ', c.country, string_agg(DISTINCT s.verb, ' and '), 'permit ' || string_agg(DISTINCT s.permits[1], ', ')),
    min(s.occurred_at), max(s.occurred_at), count(*)::int, (array_agg(s.idx ORDER BY s.idx))[1:50]
  FROM seen s LEFT JOIN country c ON c.organisation = s.actor_organisation GROUP BY coalesce(c.name, s.actor_organisation, 'an organisation that was not named'), c.country
  UNION ALL
  SELECT 3, 'recipients', coalesce(c.name, s.recipient), concat_ws(', ', coalesce(s.country, c.country), 'got a copy'), min(s.occurred_at), max(s.occurred_at), count(*)::int,
    (array_agg(s.idx ORDER BY s.idx))[1:50]
  FROM sent s LEFT JOIN country c ON c.organisation = s.recipient GROUP BY coalesce(c.name, s.recipient), coalesce(s.country, c.country)
  UNION ALL
  SELECT 4, 'storage period', p.policy, concat_ws(', ', p.period, 'from ' || p.start_rule), p.occurred_at, NULL, 1, ARRAY[p.idx]
  FROM retention p WHERE p.verb = 'policy-set' AND p.idx < $1::bigint AND p.occurred_at <= $2::timestamptz
    AND (p.datasets IS NULL OR p.datasets && ARRAY(SELECT v.dataset FROM version v))
  UNION ALL
  SELECT 5, 'source', coalesce(m.source, m.actor), 'received the images', min(m.occurred_at), max(m.occurred_at), count(*)::int, (array_agg(m.idx ORDER BY m.idx))[1:50]
  FROM named n JOIN image m ON m.idx = n.idx WHERE m.verb IN ('series-received', 'study-received') AND m.occurred_at <= $2::timestamptz GROUP BY coalesce(m.source, m.actor)
  UNION ALL
  SELECT 6, 'your rights', q.requested_right, concat('asked as ', q.requests[1], coalesce(', answered: ' || d.decision, ', ' || d.verb, ', not answered yet, due by ' || to_char(coalesce(q.due_by, q.received_at + interval '1 month'), 'YYYY-MM-DD'))), q.received_at, d.occurred_at, 1,
    array_remove(ARRAY[q.idx, d.idx], NULL)
  FROM named n JOIN request q ON q.idx = n.idx AND q.verb = 'received' AND q.occurred_at <= $2::timestamptz
  LEFT JOIN LATERAL (
    SELECT d.* FROM request d WHERE d.requests && q.requests AND d.verb IN ('answered', 'refused') AND d.idx < $1::bigint AND d.occurred_at <= $2::timestamptz ORDER BY d.idx LIMIT 1
  ) d ON true
  UNION ALL
  SELECT 7, 'automated decisions', m.models[1], concat_ws(', ', r.intended_use, 'effect on people: ' || coalesce(r.decision_effect, 'not recorded')), m.occurred_at, r.occurred_at, 1,
    array_remove(ARRAY[m.idx, r.idx], NULL)
  FROM reached x JOIN model m ON m.idx = x.idx AND m.verb = 'trained' AND m.occurred_at <= $2::timestamptz
  LEFT JOIN LATERAL (SELECT r.* FROM model r WHERE r.models && m.models AND r.verb = 'released' AND r.idx < $1::bigint ORDER BY r.idx DESC LIMIT 1) r ON true
  UNION ALL
  SELECT 8, 'transfers abroad', coalesce(c.name, s.recipient), concat_ws(', ', coalesce(s.country, c.country), coalesce(s.safeguard, 'no safeguard recorded')), s.occurred_at, NULL, 1, ARRAY[s.idx]
  FROM sent s LEFT JOIN country c ON c.organisation = s.recipient WHERE s.country IS NOT NULL OR s.safeguard IS NOT NULL
  UNION ALL
  SELECT 9, 'consent history', c.consents[1], concat_ws(': ', c.verb, array_to_string(c.purposes, ', ')), coalesce(c.effective_at, c.occurred_at), c.valid_until, 1, ARRAY[c.idx]
  FROM consent c WHERE c.subject = $3::text AND c.idx < $1::bigint AND c.occurred_at <= $2::timestamptz
  UNION ALL
  SELECT 9, 'consent history', 'opt-out of secondary use', o.verb, coalesce(o.effective_at, o.occurred_at), NULL, 1, ARRAY[o.idx]
  FROM opt_out o WHERE o.subject = $3::text AND o.idx < $1::bigint AND o.occurred_at <= $2::timestamptz
)
SELECT p.part, p.what, p.detail, p.first_at, p.last_at, p.count, p.entries FROM part p ORDER BY p.place, p.first_at, p.what, p.detail
