-- One row for each processing activity of each controller: purposes that it declared (the last declaration of the same
-- purposes over the same datasets), purposes of a legal basis that no declaration covers, or the bare controller where
-- nothing is declared. To a controller belongs what names it, what names a dataset of its, and, where the ledger has
-- one controller only, what names none. `missing` lists the items of Art. 30(1) that nothing fills; (e) is missing
-- where data went to a third country, or a country that isn't known, without a safeguard.
WITH place AS MATERIALIZED (SELECT i.* FROM institution_standing() i WHERE i.ends IS NULL OR i.ends > valid_at()),
own AS MATERIALIZED (SELECT o.organisation FROM own_controller() o),
owned AS MATERIALIZED (SELECT d.* FROM dataset_controller() d),
contract AS MATERIALIZED (
  SELECT a.* FROM agreement_standing() a WHERE a.starts <= valid_at() AND (a.ends IS NULL OR a.ends > valid_at())
),
basis AS MATERIALIZED (
  SELECT b.basis, b.article6, b.article9, b.national_law, b.purposes, b.dataset, b.starts, b.ends, b.idx,
    coalesce(b.controller, d.controller, o.organisation) AS controller
  FROM basis_standing() b
  LEFT JOIN owned d ON d.dataset = split_part(b.dataset, '@', 1)
  LEFT JOIN own o ON true
  WHERE b.starts <= valid_at() AND b.subject IS NULL
),
declaration AS MATERIALIZED (
  SELECT DISTINCT ON (p.controller, key.purposes, key.datasets) p.controller, key.purposes, p.datasets, p.categories,
    p.measures, p.occurred_at AS since, p.idx
  FROM purpose_then p
  CROSS JOIN LATERAL (
    SELECT ARRAY(SELECT DISTINCT x FROM unnest(p.purposes) AS x ORDER BY x) AS purposes,
      ARRAY(SELECT DISTINCT x FROM unnest(p.datasets) AS x ORDER BY x) AS datasets
  ) key
  WHERE p.verb = 'declared'
  ORDER BY p.controller, key.purposes, key.datasets, p.occurred_at DESC, p.idx DESC
),
undeclared AS (
  SELECT b.controller, ARRAY(SELECT DISTINCT x FROM unnest(b.purposes) AS x ORDER BY x) AS purposes,
    min(b.starts) AS since, min(b.idx) AS idx
  FROM basis b
  WHERE b.controller IS NOT NULL AND NOT EXISTS (
    SELECT FROM declaration d
    WHERE d.controller = b.controller AND (b.purposes IS NULL OR covers(d.purposes, b.purposes))
  )
  GROUP BY 1, 2
),
bare AS (
  SELECT k.controller, min(k.since) AS since, min(k.idx) AS idx
  FROM (
    SELECT p.organisation AS controller, p.starts AS since, p.idx
    FROM place p
    WHERE 'dpv:DataController' = ANY (p.roles) OR p.organisation = $1::text
    UNION ALL
    SELECT o.controller, NULL, o.idx FROM owned o
  ) k
  WHERE NOT EXISTS (SELECT FROM declaration d WHERE d.controller = k.controller)
    AND NOT EXISTS (SELECT FROM undeclared u WHERE u.controller = k.controller)
  GROUP BY k.controller
),
activity AS MATERIALIZED (
  SELECT row_number() OVER () AS activity, a.*
  FROM (
    SELECT d.controller, d.purposes, d.datasets, d.categories, d.measures, d.since, d.idx FROM declaration d
    UNION ALL
    SELECT u.controller, u.purposes, NULL, NULL, NULL, u.since, u.idx FROM undeclared u
    UNION ALL
    SELECT b.controller, NULL, NULL, NULL, NULL, b.since, b.idx FROM bare b
  ) a
  WHERE $1::text IS NULL OR a.controller = $1::text
),
-- The datasets that an activity is about: those that it names, else all of its controller.
about AS MATERIALIZED (
  SELECT a.activity, o.dataset
  FROM activity a
  JOIN owned o ON o.controller = a.controller
  WHERE a.datasets IS NULL OR o.dataset IN (SELECT split_part(x, '@', 1) FROM unnest(a.datasets) AS x)
  UNION
  SELECT a.activity, split_part(x.dataset, '@', 1)
  FROM activity a
  CROSS JOIN LATERAL unnest(a.datasets) AS x (dataset)
),
ground AS (
  SELECT a.activity, array_agg(DISTINCT g.term ORDER BY g.term) AS terms, array_agg(DISTINCT b.idx) AS entries,
    CASE WHEN bool_and(b.ends IS NOT NULL) THEN max(b.ends) END AS until
  FROM activity a
  JOIN basis b ON b.controller = a.controller
    AND (b.purposes IS NULL OR a.purposes IS NULL OR b.purposes && a.purposes OR covers(b.purposes, a.purposes))
    AND (
      a.datasets IS NULL OR b.dataset IS NULL
      OR split_part(b.dataset, '@', 1) IN (SELECT n.dataset FROM about n WHERE n.activity = a.activity)
    )
  CROSS JOIN LATERAL (VALUES (b.article6), (b.article9), (b.national_law)) AS g (term)
  WHERE g.term IS NOT NULL
  GROUP BY a.activity
),
permitted AS (
  SELECT a.activity, p.organisation AS recipient, i.country, p.issued_idx AS idx
  FROM activity a
  JOIN permit_standing() p ON EXISTS (
    SELECT FROM unnest(p.datasets) AS d (dataset)
    JOIN about n ON n.dataset = split_part(d.dataset, '@', 1)
    WHERE n.activity = a.activity
  )
  LEFT JOIN place i ON i.organisation = p.organisation
  WHERE p.organisation <> a.controller
),
sent AS MATERIALIZED (
  SELECT DISTINCT ON (a.activity, t.idx) a.activity, t.recipient, coalesce(upper(t.country), i.country) AS country,
    coalesce(t.safeguard, s.safeguard) AS safeguard, t.idx, s.idx AS safeguard_idx
  FROM activity a
  JOIN transfer_then t ON t.verb = 'sent' AND t.recipient <> a.controller
  LEFT JOIN place i ON i.organisation = t.recipient
  LEFT JOIN safeguard_standing() s ON t.safeguard IS NULL AND s.recipient = t.recipient
    AND s.country = coalesce(upper(t.country), i.country) AND s.starts <= t.occurred_at
    AND (s.ends IS NULL OR s.ends > t.occurred_at)
  WHERE CASE
    WHEN t.datasets IS NOT NULL THEN EXISTS (
      SELECT FROM unnest(t.datasets) AS d (dataset)
      JOIN about n ON n.dataset = split_part(d.dataset, '@', 1)
      WHERE n.activity = a.activity
    )
    ELSE a.datasets IS NULL
      AND coalesce(t.actor_on_behalf, t.actor_organisation, (SELECT o.organisation FROM own o)) = a.controller
  END
  ORDER BY a.activity, t.idx, s.starts DESC, s.idx DESC
),
went AS (
  SELECT p.activity, p.recipient, p.idx, NULL::bigint AS safeguard_idx FROM permitted p
  UNION ALL
  SELECT s.activity, s.recipient, s.idx, s.safeguard_idx FROM sent s
),
recipient AS (
  SELECT w.activity, array_agg(DISTINCT coalesce(i.name, w.recipient)) AS names,
    (array_agg(DISTINCT w.idx))[1:50] || array_remove(array_agg(DISTINCT w.safeguard_idx), NULL) AS entries
  FROM went w
  LEFT JOIN place i ON i.organisation = w.recipient
  GROUP BY w.activity
),
abroad AS (
  SELECT s.activity, array_agg(DISTINCT coalesce(i.name, s.recipient)) AS names,
    array_agg(DISTINCT coalesce(s.country, 'not recorded')) AS countries,
    array_remove(array_agg(DISTINCT s.safeguard), NULL) AS safeguards,
    array_remove(array_agg(DISTINCT CASE WHEN s.safeguard IS NULL THEN coalesce(i.name, s.recipient) END), NULL)
      AS unguarded
  FROM sent s
  LEFT JOIN place i ON i.organisation = s.recipient
  WHERE is_in_eea(s.country) IS NOT TRUE
  GROUP BY s.activity
),
kept AS (
  SELECT a.activity, array_agg(DISTINCT r.period) AS periods, array_agg(DISTINCT r.idx) AS entries
  FROM activity a
  JOIN (
    SELECT DISTINCT ON (r.policy) r.* FROM retention_then r WHERE r.verb = 'policy-set'
    ORDER BY r.policy, r.occurred_at DESC, r.idx DESC
  ) r ON CASE
    WHEN r.datasets IS NOT NULL THEN EXISTS (
      SELECT FROM unnest(r.datasets) AS d (dataset)
      JOIN about n ON n.dataset = split_part(d.dataset, '@', 1)
      WHERE n.activity = a.activity
    )
    ELSE coalesce(r.actor_on_behalf, r.actor_organisation, (SELECT o.organisation FROM own o)) = a.controller
  END
  GROUP BY a.activity
),
-- Other organisations of an agreement in force with the controller, by what they are to it.
beside AS (
  SELECT a.activity,
    array_agg(DISTINCT coalesce(i.name, o.party)) FILTER (
      WHERE c.kind IN ('JCA', 'dpv:JointDataControllersAgreement')
    ) AS joint_controllers,
    array_agg(DISTINCT coalesce(i.name, o.party)) FILTER (WHERE 'dpv:Representative' = ANY (i.roles)) AS representative,
    array_agg(DISTINCT coalesce(i.contact, i.name, o.party)) FILTER (
      WHERE 'dpv:DataProtectionOfficer' = ANY (i.roles)
    ) AS officer,
    array_agg(DISTINCT c.signed_idx) AS entries
  FROM activity a
  JOIN contract c ON a.controller = ANY (c.parties)
  CROSS JOIN LATERAL unnest(c.parties) AS o (party)
  LEFT JOIN place i ON i.organisation = o.party
  WHERE o.party <> a.controller
    AND (
      c.kind IN ('JCA', 'dpv:JointDataControllersAgreement')
      OR i.roles && ARRAY['dpv:Representative', 'dpv:DataProtectionOfficer']
    )
  GROUP BY a.activity
),
officer AS (
  SELECT array_agg(DISTINCT coalesce(i.contact, i.name)) AS contacts, array_agg(i.idx) AS entries
  FROM place i
  WHERE 'dpv:DataProtectionOfficer' = ANY (i.roles) AND EXISTS (SELECT FROM own)
),
filled AS (
  SELECT a.*, i.name, i.contact, i.country, b.joint_controllers, b.representative,
    coalesce(b.officer, CASE WHEN a.controller = (SELECT o.organisation FROM own o) THEN f.contacts END) AS officer,
    g.terms AS legal_basis, r.names AS recipients, x.names AS transfers, x.countries, x.safeguards, x.unguarded,
    k.periods, g.until,
    ARRAY[a.idx, i.idx] || coalesce(g.entries, '{}') || coalesce(r.entries, '{}') || coalesce(k.entries, '{}')
      || coalesce(b.entries, '{}')
      || CASE WHEN a.controller = (SELECT o.organisation FROM own o) THEN coalesce(f.entries, '{}') ELSE '{}' END
      AS entries
  FROM activity a
  LEFT JOIN place i ON i.organisation = a.controller
  LEFT JOIN beside b ON b.activity = a.activity
  LEFT JOIN officer f ON true
  LEFT JOIN ground g ON g.activity = a.activity
  LEFT JOIN recipient r ON r.activity = a.activity
  LEFT JOIN abroad x ON x.activity = a.activity
  LEFT JOIN kept k ON k.activity = a.activity
),
missed AS (
  SELECT f.*,
    array_remove(
      ARRAY[
        CASE WHEN f.name IS NULL THEN '(a) name' END,
        CASE WHEN f.contact IS NULL THEN '(a) contact' END,
        CASE WHEN f.officer IS NULL THEN '(a) data protection officer' END,
        CASE WHEN f.representative IS NULL AND is_in_eea(f.country) IS FALSE THEN '(a) representative' END,
        CASE WHEN coalesce(cardinality(f.purposes), 0) = 0 THEN '(b) purposes' END,
        CASE WHEN coalesce(cardinality(f.categories), 0) = 0 THEN '(c) categories of subjects and data' END,
        CASE WHEN f.recipients IS NULL THEN '(d) recipients' END,
        CASE WHEN cardinality(f.unguarded) > 0 THEN '(e) safeguards of transfers' END,
        CASE WHEN f.periods IS NULL THEN '(f) time limits for erasure' END,
        CASE WHEN coalesce(cardinality(f.measures), 0) = 0 THEN '(g) security measures' END
      ],
      NULL
    ) AS missing
  FROM filled f
)
SELECT m.controller, m.name, m.contact, m.country, m.joint_controllers, m.representative,
  m.officer AS data_protection_officer, m.purposes, m.datasets, m.legal_basis, m.categories, m.recipients,
  m.transfers AS third_country_recipients, m.countries AS third_countries, m.safeguards,
  m.unguarded AS without_safeguard, m.periods AS time_limits, m.measures, m.since, m.until, m.missing,
  CASE WHEN cardinality(m.missing) = 0 THEN 'complete' ELSE 'record-incomplete' END AS reason,
  ARRAY(SELECT DISTINCT x FROM unnest(m.entries) AS x WHERE x IS NOT NULL ORDER BY x) AS entries
FROM missed m
ORDER BY m.controller, m.purposes, m.datasets
