-- What is to be judged of the acts that are asked about: a row of act_part for each kind of act (all that differ only
-- in time and person), each reading of it, and each version.
--
-- A reading is one of the permits that the act names, and one of the versions that a dataset without a version may
-- mean. The controller of care is the dataset's, else the basis's.
CREATE FUNCTION use_part(
  p_from timestamptz, p_to timestamptz, p_organisation text, p_dataset text, p_actor text, p_permit text, p_subject text
) RETURNS SETOF act_part LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH kind AS MATERIALIZED (
    SELECT row_number() OVER () AS kind, k.*, string_to_array(k.who, chr(31)) AS said,
      nullif(string_to_array(nullif(split_part(k.pointer, chr(30), 1), ''), chr(31)), '{}') AS named,
      nullif(string_to_array(nullif(split_part(k.pointer, chr(30), 2), ''), chr(31)), '{}') AS assets
    FROM (
      SELECT a.datasets, a.purposes, a.permits, a.who, a.pointer, a.key, min(a.occurred_at) AS first_at,
        max(a.occurred_at) AS last_at
      FROM keyed_act(p_from, p_to, p_organisation, p_dataset, p_actor, p_permit, p_subject) a
      GROUP BY a.datasets, a.purposes, a.permits, a.who, a.pointer, a.key
    ) k
  ),
  owner AS MATERIALIZED (
    SELECT n.asset, s.subject
    FROM (SELECT DISTINCT unnest(k.assets) AS asset FROM kind k) n
    JOIN asset_subject() s ON s.asset = n.asset
  ),
  -- Before there was any version the first is meant, in which nobody is known yet: no act is left out.
  version AS MATERIALIZED (
    SELECT v.name, v.dataset, nullif(v.since, min(v.since) OVER (PARTITION BY v.name)) AS since
    FROM (
      SELECT split_part(n.dataset, '@', 1) AS name, n.dataset, min(d.occurred_at) AS since
      FROM dataset_then d
      CROSS JOIN LATERAL unnest(d.datasets) AS n (dataset)
      WHERE d.verb = 'members-added' OR d.verb IN ('members-removed', 'version-released') AND n.dataset LIKE '%@%'
      GROUP BY n.dataset
    ) v
  ),
  controlled AS MATERIALIZED (
    SELECT DISTINCT ON (n.name) n.name, d.controller
    FROM dataset_then d
    CROSS JOIN LATERAL unnest(d.datasets) AS n (name)
    WHERE d.verb = 'created'
    ORDER BY n.name, d.idx DESC
  ),
  caring AS MATERIALIZED (
    SELECT DISTINCT ON (b.basis) b.basis, b.controller
    FROM legal_basis_then b
    WHERE b.article9 = 'eu-gdpr:A9-2-h'
    ORDER BY b.basis, b.idx
  ),
  loose AS MATERIALIZED (
    SELECT k.kind, ARRAY(SELECT x.d FROM unnest(k.datasets) AS x (d) WHERE x.d LIKE '%@%') AS versioned,
      ARRAY(SELECT x.d FROM unnest(k.datasets) AS x (d) WHERE x.d NOT LIKE '%@%') AS names
    FROM kind k
  ),
  read AS MATERIALIZED (
    SELECT l.kind, l.versioned || coalesce(v.dataset, l.names[1]) AS versions, v.since
    FROM loose l
    LEFT JOIN version v ON v.name = l.names[1]
    WHERE cardinality(l.names) = 1
    UNION ALL
    SELECT l.kind,
      l.versioned || ARRAY(
        SELECT coalesce(v.dataset, x.name) FROM unnest(l.names) AS x (name) LEFT JOIN version v ON v.name = x.name
      ),
      NULL
    FROM loose l
    WHERE cardinality(l.names) <> 1
  ),
  choice AS MATERIALIZED (
    SELECT row_number() OVER () AS choice, k.*, n.permit, r.versions, r.since, k.said[6] = 'care' AS is_care,
      c.controller AS basis_controller,
      (SELECT min(o.controller) FROM controlled o WHERE o.name = split_part(r.versions[1], '@', 1)) AS controller,
      nullif(
        ARRAY(SELECT unnest(k.named) UNION SELECT o.subject FROM owner o WHERE o.asset = ANY (k.assets)), '{}'
      ) AS subjects
    FROM kind k
    JOIN read r ON r.kind = k.kind
    LEFT JOIN LATERAL unnest(k.permits) AS n (permit) ON true
    LEFT JOIN caring c ON c.basis = k.said[4]
  )
  SELECT c.kind, c.datasets, c.purposes, c.permits, c.who, c.pointer, c.key, c.first_at, c.last_at, c.choice, c.permit,
    c.versions,
    c.since, row_number() OVER (), v.held,
    ARRAY(SELECT x.v FROM unnest(v.held) AS x (v) UNION SELECT split_part(x.v, '@', 1) FROM unnest(v.held) AS x (v)),
    v.is_judged, v.is_counted, c.subjects, c.assets, c.said[1],
    nullif(c.said[2], ''), nullif(c.said[3], ''), nullif(c.said[4], ''), nullif(c.said[5], ''), c.is_care, c.controller,
    c.basis_controller
  FROM choice c
  CROSS JOIN LATERAL (
    SELECT c.versions AS held, true AS is_judged, true AS is_counted
    WHERE cardinality(c.versions) <= 1
    UNION ALL
    SELECT ARRAY[x.v], true, false FROM unnest(c.versions) AS x (v) WHERE cardinality(c.versions) > 1
    UNION ALL
    SELECT c.versions, false, true WHERE cardinality(c.versions) > 1
  ) v
$$
