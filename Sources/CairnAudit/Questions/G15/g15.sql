-- Acts of one organisation in another's name, and copies that went to another organisation, each held against the
-- agreements of the two. An act in another's name needs a processing contract (GDPR Art. 28(3)), or one with a
-- processor that has one itself (28(4)); a copy for another
-- organisation needs an agreement of any kind between the two, or a permit of the recipient that was in force. What a
-- processor sends is judged as an act in another's name first, and only where that is in order as a copy, so that no
-- act counts twice. Of several agreements one in force suffices. What no permit and no agreement carries is not in
-- order; where sender, processor or the named agreement isn't on record, it can't be told.
WITH acted AS MATERIALIZED (
  SELECT 'access' AS family, a.verb, a.idx, a.occurred_at, a.actor_organisation, a.actor_on_behalf, a.datasets
  FROM access_then a WHERE a.verb IN ('queried', 'viewed', 'read', 'downloaded')
  UNION ALL
  SELECT 'image', i.verb, i.idx, i.occurred_at, i.actor_organisation, i.actor_on_behalf, i.datasets FROM image_then i
  UNION ALL
  SELECT 'annotation', n.verb, n.idx, n.occurred_at, n.actor_organisation, n.actor_on_behalf, NULL
  FROM annotation_then n
  UNION ALL
  SELECT 'dataset', d.verb, d.idx, d.occurred_at, d.actor_organisation, d.actor_on_behalf, d.datasets
  FROM dataset_then d
  UNION ALL
  SELECT 'model', m.verb, m.idx, m.occurred_at, m.actor_organisation, m.actor_on_behalf, m.datasets FROM model_then m
  UNION ALL
  SELECT 'job', j.verb, j.idx, j.occurred_at, j.actor_organisation, j.actor_on_behalf, j.datasets
  FROM job_then j WHERE j.verb = 'started'
  UNION ALL
  SELECT 'egress', e.verb, e.idx, e.occurred_at, e.actor_organisation, e.actor_on_behalf, e.datasets
  FROM egress_then e WHERE e.verb = 'released'
  UNION ALL
  SELECT 'provision', p.verb, p.idx, p.occurred_at, p.actor_organisation, p.actor_on_behalf, p.datasets
  FROM provision_then p WHERE p.verb = 'delivered'
  UNION ALL
  SELECT 'erasure', e.verb, e.idx, e.occurred_at, e.actor_organisation, e.actor_on_behalf, e.datasets
  FROM erasure_then e WHERE e.verb = 'executed'
  UNION ALL
  SELECT 'transfer', t.verb, t.idx, t.occurred_at, t.actor_organisation, t.actor_on_behalf, t.datasets
  FROM transfer_then t WHERE t.verb IN ('sent', 'received', 'exported')
),
contract AS MATERIALIZED (SELECT * FROM agreement_standing()),
in_name AS MATERIALIZED (
  SELECT a.idx, a.occurred_at, a.actor_organisation AS processor, a.actor_on_behalf AS controller, a.datasets
  FROM acted a
  WHERE a.actor_on_behalf IS NOT NULL AND a.actor_on_behalf IS DISTINCT FROM a.actor_organisation
    AND ($1::text IS NULL OR a.occurred_at >= $1::timestamptz) AND ($2::text IS NULL OR a.occurred_at < $2::timestamptz)
),
processed AS (
  SELECT n.idx, n.occurred_at, n.processor, n.controller, NULL AS recipient, c.agreement, c.idx AS agreement_idx,
    c.starts, c.ends, NULL::bigint AS permit_idx,
    CASE
      WHEN n.processor IS NULL THEN 'organisation-unknown'
      WHEN c.agreement IS NULL THEN 'no-agreement'
      WHEN NOT c.is_within THEN 'dataset-outside-agreement'
      WHEN c.signed_at > n.occurred_at THEN 'agreement-signed-later'
      ELSE 'agreement-in-force'
    END AS reason
  FROM in_name n
  LEFT JOIN LATERAL (
    SELECT c.*,
      c.datasets IS NULL OR NOT EXISTS (
        SELECT FROM unnest(n.datasets) AS d (dataset)
        WHERE NOT c.datasets && ARRAY[d.dataset, split_part(d.dataset, '@', 1)]
      ) AS is_within
    FROM contract c
    WHERE n.processor = ANY (c.parties) AND c.starts <= n.occurred_at AND (c.ends IS NULL OR c.ends > n.occurred_at)
      AND (
        is_processing_contract(c.kind) AND n.controller = ANY (c.parties)
        OR (is_processing_contract(c.kind) OR c.kind = 'dpv:SubProcessorAgreement') AND EXISTS (
          SELECT FROM contract main
          WHERE is_processing_contract(main.kind) AND n.controller = ANY (main.parties) AND main.parties && c.parties
            AND n.processor <> ALL (main.parties) AND n.controller <> ALL (c.parties)
            AND main.starts <= n.occurred_at AND (main.ends IS NULL OR main.ends > n.occurred_at)
        )
      )
    ORDER BY is_within DESC, c.signed_at > n.occurred_at, c.starts
    LIMIT 1
  ) c ON true
),
sent AS MATERIALIZED (
  SELECT t.idx, t.occurred_at, t.actor_organisation, t.actor_on_behalf, t.recipient, t.agreement AS named, t.datasets,
    t.permits
  FROM transfer_then t
  WHERE t.verb = 'sent' AND t.recipient IS DISTINCT FROM t.actor_organisation
    AND t.recipient IS DISTINCT FROM t.actor_on_behalf
    AND ($1::text IS NULL OR t.occurred_at >= $1::timestamptz) AND ($2::text IS NULL OR t.occurred_at < $2::timestamptz)
    AND NOT EXISTS (SELECT FROM processed p WHERE p.idx = t.idx AND p.reason <> 'agreement-in-force')
),
copied AS (
  SELECT s.idx, s.occurred_at, s.actor_organisation AS processor, s.actor_on_behalf AS controller, s.recipient,
    coalesce(c.agreement, CASE WHEN p.idx IS NULL THEN s.named END) AS agreement, c.idx AS agreement_idx, c.starts,
    c.ends, CASE WHEN c.idx IS NULL THEN p.idx END AS permit_idx,
    CASE
      WHEN c.is_within AND c.signed_at <= s.occurred_at THEN 'agreement-in-force'
      WHEN p.idx IS NOT NULL THEN 'permit-instead-of-agreement'
      WHEN c.is_within THEN 'agreement-signed-later'
      WHEN c.agreement IS NOT NULL THEN 'dataset-outside-agreement'
      WHEN s.actor_organisation IS NULL AND s.actor_on_behalf IS NULL AND s.named IS NULL THEN 'organisation-unknown'
      WHEN s.named IS NOT NULL AND NOT EXISTS (SELECT FROM contract x WHERE x.agreement = s.named)
      THEN 'agreement-unknown'
      ELSE 'no-agreement'
    END AS reason
  FROM sent s
  LEFT JOIN LATERAL (
    SELECT c.*,
      c.datasets IS NULL OR NOT EXISTS (
        SELECT FROM unnest(s.datasets) AS d (dataset)
        WHERE NOT c.datasets && ARRAY[d.dataset, split_part(d.dataset, '@', 1)]
      ) AS is_within
    FROM contract c
    WHERE s.recipient = ANY (c.parties)
      AND (
        s.actor_organisation = ANY (c.parties) OR s.actor_on_behalf = ANY (c.parties)
        OR s.actor_organisation IS NULL AND s.actor_on_behalf IS NULL AND c.agreement = s.named
      )
      AND c.starts <= s.occurred_at AND (c.ends IS NULL OR c.ends > s.occurred_at)
    ORDER BY is_within DESC, c.signed_at > s.occurred_at, c.agreement IS DISTINCT FROM s.named, c.starts
    LIMIT 1
  ) c ON true
  LEFT JOIN LATERAL (
    SELECT p.idx
    FROM permit_standing() p
    WHERE p.permit = ANY (s.permits) AND p.state = 'active' AND p.organisation = s.recipient
      AND p.starts <= s.occurred_at AND (p.ends IS NULL OR p.ends > s.occurred_at)
    ORDER BY p.idx
    LIMIT 1
  ) p ON true
),
judged AS (
  SELECT p.* FROM processed p
  WHERE p.reason <> 'agreement-in-force' OR NOT EXISTS (
    SELECT FROM copied c WHERE c.idx = p.idx AND c.reason NOT IN ('agreement-in-force', 'permit-instead-of-agreement')
  )
  UNION ALL
  SELECT c.* FROM copied c
  WHERE NOT EXISTS (SELECT FROM in_name n WHERE n.idx = c.idx)
    OR c.reason NOT IN ('agreement-in-force', 'permit-instead-of-agreement')
)
SELECT j.processor, j.controller, j.recipient, j.agreement, j.starts AS in_force_from, j.ends AS in_force_to,
  count(*)::int AS acts,
  count(*) FILTER (WHERE j.reason IN ('no-agreement', 'dataset-outside-agreement'))::int AS uncovered_acts,
  min(j.occurred_at) AS first_at, max(j.occurred_at) AS last_at, j.reason,
  ARRAY(
    SELECT g.idx
    FROM agreement_then g
    WHERE j.agreement_idx IS NOT NULL AND g.idx = j.agreement_idx
      OR j.agreement_idx IS NULL AND g.agreement = j.agreement
    ORDER BY g.idx
  ) || array_remove(ARRAY[min(j.permit_idx)], NULL) || (array_agg(j.idx ORDER BY j.idx))[1:50] AS entries
FROM judged j
GROUP BY j.processor, j.controller, j.recipient, j.agreement, j.agreement_idx, j.starts, j.ends, j.reason
ORDER BY j.processor, j.controller, j.recipient NULLS FIRST, j.starts NULLS LAST, j.agreement, j.reason
