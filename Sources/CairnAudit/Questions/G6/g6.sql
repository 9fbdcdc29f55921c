-- What Art. 15(1) and (2) give a person: a statement a row, for each part of the file. Recipients are organisations
-- that really got data, or looked at them, other than the controller of these: its staff are none (CJEU C-579/21).
-- Recipients to come are holders of permits, in force or not begun, for versions that hold the person's data now, and
-- who aren't recipients yet. A transfer to a third country is data that went, or were shown, to an organisation outside
-- the EEA. No person who acted is named, but for `person`, which is withheld unless it is asked for.
WITH named AS MATERIALIZED (SELECT r.idx FROM reference_then r WHERE r.kind = 'subjects' AND r.ref = $1::text),
version AS MATERIALIZED (
  SELECT v.dataset, min(v.starts) AS starts, CASE WHEN bool_and(v.ends IS NOT NULL) THEN max(v.ends) END AS ends,
    min(v.idx) AS idx, max(v.ended_idx) AS ended_idx
  FROM person_version($1::text) v
  GROUP BY v.dataset
),
touched AS MATERIALIZED (
  SELECT a.*, coalesce(a.recipient, a.organisation) AS destination
  FROM (SELECT DISTINCT s.idx FROM subject_act($1::text) s) s
  CROSS JOIN LATERAL (SELECT a.* FROM act a WHERE a.idx = s.idx AND a.kind <> 'provision' OFFSET 0) a
),
place AS MATERIALIZED (SELECT i.* FROM institution_standing() i WHERE i.ends IS NULL OR i.ends > valid_at()),
own AS MATERIALIZED (SELECT o.organisation, o.idx FROM own_controller() o),
owned AS MATERIALIZED (SELECT d.* FROM dataset_controller() d),
agreed AS MATERIALIZED (
  SELECT c.* FROM named n CROSS JOIN LATERAL (SELECT c.* FROM consent_then c WHERE c.idx = n.idx OFFSET 0) c
),
controller AS MATERIALIZED (
  SELECT o.controller FROM owned o WHERE o.dataset IN (SELECT split_part(v.dataset, '@', 1) FROM version v)
  UNION
  SELECT c.controller FROM agreed c WHERE c.controller IS NOT NULL
  UNION
  SELECT o.organisation FROM own o WHERE EXISTS (SELECT FROM named) OR EXISTS (SELECT FROM version)
),
series AS MATERIALIZED (
  SELECT DISTINCT l.target AS series FROM lineage_then l
  WHERE l.source_kind = 'subject' AND l.source = $1::text AND l.target_kind = 'series'
),
received AS MATERIALIZED (
  SELECT i.*
  FROM named n
  CROSS JOIN LATERAL (SELECT i.* FROM image_then i WHERE i.idx = n.idx OFFSET 0) i
  WHERE i.verb IN ('series-received', 'study-received')
),
annotated AS (
  SELECT a.idx, a.kind, a.occurred_at
  FROM (
    SELECT n.idx FROM named n
    UNION
    SELECT l.idx
    FROM series s
    JOIN lineage_then l ON l.source_kind = 'series' AND l.source = s.series AND l.relation = 'annotated'
  ) n
  CROSS JOIN LATERAL (SELECT a.* FROM annotation_then a WHERE a.idx = n.idx OFFSET 0) a
  WHERE a.verb IN ('created', 'revised')
),
-- What was done with the data by another organisation than the controller of these data.
given AS MATERIALIZED (
  SELECT t.idx, t.occurred_at, t.kind, t.mode, t.permits, t.destination, i.name,
    coalesce(upper(t.country), i.country) AS country, x.safeguard
  FROM touched t
  LEFT JOIN place i ON i.organisation = t.destination
  LEFT JOIN transfer_then x ON x.idx = t.idx
  WHERE t.destination IS NULL OR NOT (
    t.destination IN (
      SELECT o.controller
      FROM unnest(t.datasets) AS d (dataset)
      JOIN owned o ON o.dataset = split_part(d.dataset, '@', 1)
    )
    OR coalesce(cardinality(t.datasets), 0) = 0 AND t.destination IN (SELECT c.controller FROM controller c)
  )
),
abroad AS (
  SELECT g.destination, g.name, g.country, coalesce(g.safeguard, s.safeguard) AS safeguard, g.occurred_at, g.idx,
    s.idx AS safeguard_idx
  FROM given g
  LEFT JOIN LATERAL (
    SELECT s.safeguard, s.idx
    FROM safeguard_standing() s
    WHERE g.safeguard IS NULL AND s.recipient = g.destination AND s.country = g.country
      AND s.starts <= g.occurred_at AND (s.ends IS NULL OR s.ends > g.occurred_at)
    ORDER BY s.starts DESC, s.idx DESC
    LIMIT 1
  ) s ON true
  WHERE g.country IS NOT NULL AND is_in_eea(g.country) IS NOT TRUE
),
basis AS MATERIALIZED (
  SELECT b.basis, b.article6, b.article9, b.national_law, min(b.starts) AS starts,
    CASE WHEN bool_and(b.ends IS NOT NULL) THEN max(b.ends) END AS ends, array_agg(DISTINCT b.idx) AS entries,
    (array_agg(b.controller) FILTER (WHERE b.controller IS NOT NULL))[1] AS controller
  FROM basis_standing() b
  WHERE b.starts <= valid_at()
    AND CASE
      WHEN b.subject IS NOT NULL THEN b.subject = $1::text
      WHEN b.dataset IS NOT NULL THEN EXISTS (
        SELECT FROM version v WHERE v.dataset = b.dataset OR split_part(v.dataset, '@', 1) = b.dataset
      )
      ELSE coalesce(b.controller, (SELECT o.organisation FROM own o)) IN (SELECT c.controller FROM controller c)
    END
  GROUP BY b.basis, b.article6, b.article9, b.national_law
),
kept AS (
  SELECT DISTINCT ON (r.policy) r.*
  FROM retention_then r
  WHERE r.verb = 'policy-set'
  ORDER BY r.policy, r.occurred_at DESC, r.idx DESC
),
model AS (
  SELECT m.models, m.occurred_at, m.idx
  FROM model_then m
  WHERE m.verb IN ('trained', 'round-contributed') AND EXISTS (
    SELECT FROM version v
    WHERE v.dataset = ANY (m.datasets) AND v.starts <= m.occurred_at AND (v.ends IS NULL OR v.ends > m.occurred_at)
  )
),
breach AS (
  SELECT b.breach, min(b.occurred_at) AS at, array_agg(DISTINCT b.idx) AS entries,
    (array_agg(b.nature ORDER BY b.idx) FILTER (WHERE b.nature IS NOT NULL))[1] AS nature,
    (array_agg(b.risk ORDER BY b.idx DESC) FILTER (WHERE b.risk IS NOT NULL))[1] AS risk
  FROM (
    SELECT b.breach, b.occurred_at, b.idx, array_to_string(b.nature, ' ') AS nature, b.risk
    FROM breach_then b
    WHERE b.verb IN ('detected', 'assessed')
      AND (
        b.idx IN (SELECT n.idx FROM named n)
        OR EXISTS (
          SELECT FROM version v
          WHERE b.datasets && ARRAY[v.dataset, split_part(v.dataset, '@', 1)] AND v.starts <= b.occurred_at
        )
      )
  ) b
  GROUP BY b.breach
),
part (place, part, what, detail, codes, first_at, last_at, count, due, person, entries) AS (
  -- (a) purposes
  SELECT 1, 'purposes', u.purpose, ARRAY['declared by the controller', coalesce(i.name, p.controller)], NULL::text[],
    min(p.occurred_at), NULL::timestamptz, NULL::int, NULL::date, NULL::text, (array_agg(DISTINCT p.idx))[1:50]
  FROM purpose_then p
  CROSS JOIN LATERAL unnest(p.purposes) AS u (purpose)
  LEFT JOIN place i ON i.organisation = p.controller
  WHERE p.verb = 'declared' AND p.controller IN (SELECT c.controller FROM controller c)
    AND (
      p.datasets IS NULL OR EXISTS (
        SELECT FROM version v WHERE p.datasets && ARRAY[v.dataset, split_part(v.dataset, '@', 1)]
      )
    )
  GROUP BY u.purpose, coalesce(i.name, p.controller)
  UNION ALL
  SELECT 1, 'purposes', u.purpose, ARRAY['data were used for it'],
    ARRAY(SELECT DISTINCT x FROM unnest(concatenated(t.permits)) AS x ORDER BY x), min(t.occurred_at),
    max(t.occurred_at), count(*)::int, NULL, NULL, (array_agg(t.idx ORDER BY t.idx))[1:50]
  FROM touched t
  CROSS JOIN LATERAL unnest(t.purposes) AS u (purpose)
  GROUP BY u.purpose
  UNION ALL
  SELECT 2, 'legal basis', b.article6, array_remove(ARRAY[b.article9, b.national_law, i.name], NULL), ARRAY[b.basis],
    b.starts, b.ends, NULL, NULL, NULL, b.entries
  FROM basis b
  LEFT JOIN place i ON i.organisation = b.controller
  UNION ALL
  SELECT 2, 'legal basis', 'eu-gdpr:A6-1-a',
    ARRAY(SELECT DISTINCT x FROM unnest(concatenated(c.purposes)) AS x ORDER BY x),
    ARRAY[c.consent], min(c.starts), CASE WHEN bool_and(c.ends IS NOT NULL) THEN max(c.ends) END, NULL, NULL, NULL,
    array_agg(DISTINCT c.idx)
  FROM consent_standing() c
  WHERE c.subject = $1::text AND c.state = 'given' AND c.starts <= valid_at()
  GROUP BY c.consent
  -- (b) categories of data
  UNION ALL
  SELECT 3, 'categories of data', 'images, ' || coalesce(r.modality, 'unknown modality'),
    ARRAY[coalesce(sum(r.instances), 0) || CASE sum(r.instances) WHEN 1 THEN ' image' ELSE ' images' END], NULL,
    min(r.occurred_at), max(r.occurred_at), count(*)::int, NULL, NULL, (array_agg(r.idx ORDER BY r.idx))[1:50]
  FROM received r
  WHERE r.verb = 'series-received'
  GROUP BY r.modality
  UNION ALL
  SELECT 3, 'categories of data', 'annotations of images', array_remove(ARRAY[a.kind], NULL), NULL,
    min(a.occurred_at), max(a.occurred_at), count(*)::int, NULL, NULL, (array_agg(a.idx ORDER BY a.idx))[1:50]
  FROM annotated a
  GROUP BY a.kind
  UNION ALL
  SELECT 3, 'categories of data', 'clinical data', array_remove(ARRAY[m.data_model], NULL), NULL, min(m.occurred_at),
    max(m.occurred_at), count(*)::int, NULL, NULL, (array_agg(m.idx ORDER BY m.idx))[1:50]
  FROM named n
  JOIN image_then m ON m.idx = n.idx AND m.verb = 'clinical-linked'
  GROUP BY m.data_model
  UNION ALL
  SELECT 4, 'datasets', coalesce(d.title, split_part(v.dataset, '@', 1)),
    ARRAY[CASE WHEN v.ends <= valid_at() THEN 'held the data' ELSE 'holds the data' END], ARRAY[v.dataset], v.starts,
    v.ends, NULL, NULL, NULL, array_remove(ARRAY[v.idx, v.ended_idx], NULL)
  FROM version v
  LEFT JOIN LATERAL (
    SELECT d.title FROM dataset_then d
    WHERE d.title IS NOT NULL AND d.datasets && ARRAY[v.dataset, split_part(v.dataset, '@', 1)]
    ORDER BY d.occurred_at DESC, d.idx DESC
    LIMIT 1
  ) d ON true
  -- (c) recipients
  UNION ALL
  SELECT 5, 'recipients', coalesce(g.name, g.destination, 'an organisation that was not named'),
    array_remove(ARRAY[g.country], NULL) || array_agg(DISTINCT w.words ORDER BY w.words),
    ARRAY(SELECT DISTINCT x FROM unnest(concatenated(g.permits)) AS x ORDER BY x),
    min(g.occurred_at), max(g.occurred_at), count(*)::int, NULL, NULL, (array_agg(g.idx ORDER BY g.idx))[1:50]
  FROM given g
  CROSS JOIN LATERAL (
    SELECT CASE
      WHEN g.kind = 'transfer' THEN 'received a copy'
      WHEN g.kind = 'job' THEN 'ran a program on the data'
      WHEN g.kind = 'egress' THEN 'took files out of the environment'
      WHEN g.mode = 'queried' THEN 'searched'
      WHEN g.kind = 'access' THEN g.mode
      ELSE g.kind
    END AS words
  ) w
  GROUP BY coalesce(g.name, g.destination, 'an organisation that was not named'), g.country
  UNION ALL
  SELECT 6, 'recipients to come', coalesce(i.name, p.organisation), array_remove(ARRAY[i.country], NULL) || p.purposes,
    ARRAY[p.permit], min(p.valid_from), max(p.valid_until), NULL, NULL, NULL, array_agg(DISTINCT p.issued_idx)
  FROM permit_standing() p
  LEFT JOIN place i ON i.organisation = p.organisation
  WHERE p.state IN ('not-yet', 'active', 'suspended') AND (p.ends IS NULL OR p.ends > valid_at())
    AND NOT EXISTS (SELECT FROM given g WHERE g.destination = p.organisation)
    AND p.organisation NOT IN (SELECT c.controller FROM controller c)
    AND EXISTS (
      SELECT FROM version v
      WHERE (v.ends IS NULL OR v.ends > valid_at())
        AND p.datasets && ARRAY[v.dataset, split_part(v.dataset, '@', 1)]
    )
  GROUP BY coalesce(i.name, p.organisation), i.country, p.purposes, p.permit
  -- (d) storage
  UNION ALL
  SELECT 7, 'storage period', coalesce(period_words(k.period), k.period),
    array_remove(ARRAY[CASE WHEN k.start_rule IS NOT NULL THEN 'counted from' END, k.start_rule], NULL) || k.datasets,
    ARRAY[k.policy, k.period], k.occurred_at, NULL, NULL, NULL, NULL, ARRAY[k.idx]
  FROM kept k
  WHERE CASE
    WHEN k.datasets IS NOT NULL THEN EXISTS (
      SELECT FROM version v WHERE k.datasets && ARRAY[v.dataset, split_part(v.dataset, '@', 1)]
    )
    ELSE coalesce(k.actor_on_behalf, k.actor_organisation, (SELECT o.organisation FROM own o)) IS NULL
      OR coalesce(k.actor_on_behalf, k.actor_organisation, (SELECT o.organisation FROM own o))
        IN (SELECT c.controller FROM controller c)
  END
  -- (g) source
  UNION ALL
  SELECT 8, 'source',
    coalesce(r.source, CASE WHEN r.actor_kind = 'service' THEN r.actor END, i.name, r.actor_organisation, 'not named'),
    ARRAY['sent the images'], NULL, min(r.occurred_at), max(r.occurred_at), count(*)::int, NULL,
    CASE WHEN r.actor_kind IS DISTINCT FROM 'service' THEN r.actor END, (array_agg(r.idx ORDER BY r.idx))[1:50]
  FROM received r
  LEFT JOIN place i ON i.organisation = r.actor_organisation
  GROUP BY 3, CASE WHEN r.actor_kind IS DISTINCT FROM 'service' THEN r.actor END
  UNION ALL
  SELECT 8, 'source', m.source, ARRAY['gave clinical data'], NULL, min(m.occurred_at), max(m.occurred_at),
    count(*)::int, NULL, NULL, (array_agg(m.idx ORDER BY m.idx))[1:50]
  FROM named n
  JOIN image_then m ON m.idx = n.idx AND m.verb = 'clinical-linked'
  GROUP BY m.source
  -- (h) automated decisions
  UNION ALL
  SELECT 9, 'automated decisions', m.model,
    array_remove(
      ARRAY[
        r.intended_use,
        CASE
          WHEN r.decision_effect = 'none' THEN 'takes no decisions about people'
          WHEN r.decision_effect IS NULL THEN 'effect on people not recorded'
          ELSE r.decision_effect
        END,
        CASE WHEN r.oversight IS NOT NULL THEN 'a human oversees it' END
      ],
      NULL
    ),
    NULL, m.at, r.occurred_at, NULL, NULL, NULL, m.entries || array_remove(ARRAY[r.idx], NULL)
  FROM (
    SELECT n.model, min(m.occurred_at) AS at, (array_agg(m.idx ORDER BY m.idx))[1:20] AS entries
    FROM model m
    CROSS JOIN LATERAL unnest(m.models) AS n (model)
    GROUP BY n.model
  ) m
  LEFT JOIN LATERAL (
    SELECT r.* FROM model_then r
    WHERE r.verb = 'released' AND r.models @> ARRAY[m.model]
    ORDER BY r.occurred_at DESC, r.idx DESC
    LIMIT 1
  ) r ON true
  -- Art. 15(2): transfers and their safeguards
  UNION ALL
  SELECT 10, 'transfers to third countries', coalesce(a.name, a.destination),
    ARRAY[a.country, coalesce(a.safeguard, 'no safeguard recorded')], NULL, min(a.occurred_at), max(a.occurred_at),
    count(*)::int, NULL, NULL,
    (array_agg(a.idx ORDER BY a.idx))[1:50] || array_remove(ARRAY[max(a.safeguard_idx)], NULL)
  FROM abroad a
  GROUP BY coalesce(a.name, a.destination), a.country, a.safeguard
  UNION ALL
  SELECT 11, 'breaches', coalesce(b.nature, 'nature not recorded'),
    array_remove(
      ARRAY[
        CASE WHEN b.risk IS NOT NULL THEN 'risk for the person:' END,
        b.risk,
        CASE WHEN i.idx IS NOT NULL THEN 'the person was informed' ELSE 'no information of the person is recorded' END
      ],
      NULL
    ),
    ARRAY[b.breach], b.at, i.occurred_at, NULL, NULL, NULL, b.entries || array_remove(ARRAY[i.idx], NULL)
  FROM breach b
  LEFT JOIN LATERAL (
    SELECT s.occurred_at, s.idx
    FROM breach_then s
    WHERE s.breach = b.breach AND s.verb = 'subjects-notified'
      AND (s.idx IN (SELECT n.idx FROM named n) OR NOT EXISTS (
        SELECT FROM reference_then r WHERE r.idx = s.idx AND r.kind = 'subjects'
      ))
    ORDER BY s.occurred_at, s.idx
    LIMIT 1
  ) i ON true
  UNION ALL
  SELECT 12, 'consents', coalesce(u.purpose, 'consent'), ARRAY[c.verb], c.consents,
    coalesce(c.effective_at, c.occurred_at), c.valid_until, NULL, NULL, NULL, ARRAY[c.idx]
  FROM agreed c
  LEFT JOIN LATERAL unnest(c.purposes) AS u (purpose) ON true
  UNION ALL
  SELECT 13, 'opt-outs', coalesce(o.scope, 'secondary use'), ARRAY[o.verb] || o.categories, NULL,
    coalesce(o.effective_at, o.occurred_at), NULL, NULL, NULL, NULL, ARRAY[o.idx]
  FROM named n
  CROSS JOIN LATERAL (SELECT o.* FROM opt_out_then o WHERE o.idx = n.idx OFFSET 0) o
  UNION ALL
  SELECT 14, 'restrictions', coalesce(r.ground, 'eu-gdpr:A18'),
    ARRAY[CASE WHEN r.ends <= valid_at() THEN 'lifted' ELSE 'processing is restricted' END], ARRAY[r.restriction],
    r.starts, r.ends, NULL, NULL, NULL, array_remove(ARRAY[r.idx, r.ended_idx], NULL)
  FROM restriction_standing() r
  WHERE r.subject = $1::text AND r.starts <= valid_at()
  UNION ALL
  SELECT 15, 'requests', coalesce(q.requested_right, 'right not recorded'),
    ARRAY[coalesce(d.said, CASE WHEN q.closes <= valid_at() THEN 'not answered in time' ELSE 'not answered yet' END)],
    ARRAY[q.request], q.received_at, d.occurred_at, NULL, CASE WHEN d.idx IS NULL THEN q.last_day END, NULL,
    q.idxs || array_remove(ARRAY[d.idx], NULL)
  FROM request_clock(ARRAY(SELECT r.request FROM subject_request($1::text) r)) q
  LEFT JOIN LATERAL (
    SELECT d.*
    FROM (
      SELECT coalesce(r.decision, r.verb) AS said, r.occurred_at, r.idx
      FROM request_then r
      WHERE r.requests @> ARRAY[q.request] AND r.verb IN ('answered', 'refused')
      UNION ALL
      SELECT coalesce(e.decision, e.verb), e.occurred_at, e.idx
      FROM erasure_then e
      WHERE e.requests @> ARRAY[q.request] AND e.verb IN ('decided', 'executed', 'refused')
      UNION ALL
      SELECT o.decision, o.occurred_at, o.idx
      FROM objection_then o
      WHERE o.requests @> ARRAY[q.request] AND o.verb = 'decided'
    ) d
    ORDER BY d.occurred_at DESC, d.idx DESC
    LIMIT 1
  ) d ON true
  WHERE q.idxs && ARRAY(SELECT n.idx FROM named n)
),
-- Art. 15(1)(e), (f): what the person may ask for, and of whom.
right_to (place, part, what, law) AS (
  VALUES (16, 'rights', 'have wrong data corrected', 'eu-gdpr:A16'),
    (16, 'rights', 'have data erased, unless the law gives a ground to keep them', 'eu-gdpr:A17'),
    (16, 'rights', 'have the use of the data restricted', 'eu-gdpr:A18'),
    (16, 'rights', 'object to the use of the data, for reasons of the person''s situation', 'eu-gdpr:A21'),
    (16, 'rights', 'withdraw a consent at any time', 'eu-gdpr:A7-3'),
    (17, 'complaint', 'complain to the data protection supervisory authority', 'eu-gdpr:A77')
),
-- What Art. 15(1) asks for and nothing on record fills.
wanted (place, part) AS (VALUES (1, 'purposes'), (3, 'categories of data'), (7, 'storage period'), (8, 'source'))
SELECT f.part, f.what, f.detail, f.codes, f.first_at, f.last_at, f.count, f.due, f.person, f.entries
FROM (
  SELECT p.* FROM part p
  UNION ALL
  SELECT w.place, w.part, 'not recorded', ARRAY['nothing is recorded in this ledger'], NULL, NULL, NULL, NULL, NULL,
    NULL, '{}'
  FROM wanted w
  WHERE EXISTS (SELECT FROM part) AND NOT EXISTS (SELECT FROM part p WHERE p.part = w.part)
  UNION ALL
  SELECT r.place, r.part, r.what, array_remove(ARRAY[c.contact], NULL), ARRAY[r.law], NULL, NULL, NULL, NULL, NULL,
    coalesce(c.entries, '{}')
  FROM right_to r
  LEFT JOIN (
    SELECT min(i.contact) AS contact, array_agg(i.idx) AS entries
    FROM place i
    WHERE i.organisation IN (SELECT c.controller FROM controller c) AND i.contact IS NOT NULL
    HAVING count(*) = 1
  ) c ON r.part = 'rights'
  WHERE EXISTS (SELECT FROM part)
) f
ORDER BY f.place, f.first_at, f.what, f.detail
