-- What is to be judged of kinds of acts (all that differ only in time and person, each given by its key and the times
-- of its first and last): a row of act_part for each kind, each reading of it, and each version.
--
-- A reading is one of the permits that the act names, and one of the versions that a dataset without a version may
-- mean. The controller of care is the dataset's, else the basis's.
CREATE FUNCTION use_part(p_keys text[], p_first timestamptz[], p_last timestamptz[]) RETURNS SETOF act_part
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH kind AS MATERIALIZED (
    SELECT k.kind, k.key, k.first_at, k.last_at, k.said, k.said[10] AS pointer,
      string_to_array(k.said[7], chr(31)) COLLATE "C" AS datasets, string_to_array(k.said[8], chr(31)) AS purposes,
      string_to_array(k.said[9], chr(31)) AS permits,
      nullif(string_to_array(split_part(k.said[10], chr(30), 1), chr(31)), '{}') AS named,
      nullif(string_to_array(split_part(k.said[10], chr(30), 2), chr(31)), '{}') AS assets
    FROM (
      SELECT n.kind, n.key, n.first_at, n.last_at, string_to_array(n.key, chr(29)) AS said
      FROM unnest(p_keys, p_first, p_last) WITH ORDINALITY AS n (key, first_at, last_at, kind)
    ) k
  ),
  named_asset AS MATERIALIZED (
    SELECT k.kind, x.asset FROM kind k CROSS JOIN LATERAL unnest(k.assets) AS x (asset)
  ),
  owned AS MATERIALIZED (
    SELECT n.kind, array_agg(DISTINCT o.subject) AS subjects
    FROM named_asset n
    JOIN (
      SELECT d.asset, s.subject
      FROM (SELECT DISTINCT n.asset FROM named_asset n) d
      JOIN asset_subject() s ON s.asset = d.asset
    ) o ON o.asset = n.asset
    GROUP BY n.kind
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
    SELECT k.datasets, ARRAY(SELECT x.d FROM unnest(k.datasets) AS x (d) WHERE x.d LIKE '%@%') AS versioned,
      ARRAY(SELECT x.d FROM unnest(k.datasets) AS x (d) WHERE x.d NOT LIKE '%@%') AS names
    FROM (SELECT DISTINCT k.datasets FROM kind k) k
  ),
  read AS MATERIALIZED (
    SELECT r.*, c.controller
    FROM (
      SELECT l.datasets, l.versioned || coalesce(v.dataset, l.names[1]) AS versions, v.since
      FROM loose l
      LEFT JOIN version v ON v.name = l.names[1]
      WHERE cardinality(l.names) = 1
      UNION ALL
      SELECT l.datasets,
        l.versioned || ARRAY(
          SELECT coalesce(v.dataset, x.name) FROM unnest(l.names) AS x (name) LEFT JOIN version v ON v.name = x.name
        ),
        NULL
      FROM loose l
      WHERE cardinality(l.names) <> 1
    ) r
    LEFT JOIN controlled c ON c.name = split_part(r.versions[1], '@', 1)
  ),
  -- One version after the other is judged, all together are counted.
  holding AS MATERIALIZED (
    SELECT v.*,
      ARRAY(SELECT x.v FROM unnest(v.held) AS x (v) UNION SELECT split_part(x.v, '@', 1) FROM unnest(v.held) AS x (v))
        AS names
    FROM (
      SELECT r.versions, r.versions AS held, true AS is_judged, true AS is_counted
      FROM read r
      WHERE cardinality(r.versions) <= 1
      UNION
      SELECT r.versions, ARRAY[x.v], true, false
      FROM read r
      CROSS JOIN LATERAL unnest(r.versions) AS x (v)
      WHERE cardinality(r.versions) > 1
      UNION
      SELECT r.versions, r.versions, false, true FROM read r WHERE cardinality(r.versions) > 1
    ) v
  ),
  choice AS MATERIALIZED (
    SELECT row_number() OVER () AS choice, k.*, n.permit, r.versions, r.since, r.controller,
      k.said[6] = 'care' AS is_care, c.controller AS basis_controller,
      CASE
        WHEN o.kind IS NULL THEN k.named
        ELSE ARRAY(SELECT unnest(k.named) UNION SELECT unnest(o.subjects))
      END AS subjects
    FROM kind k
    JOIN read r ON r.datasets = k.datasets
    LEFT JOIN LATERAL unnest(k.permits) AS n (permit) ON true
    LEFT JOIN caring c ON c.basis = k.said[4]
    LEFT JOIN owned o ON o.kind = k.kind
  )
  SELECT c.kind, c.datasets, c.purposes, c.permits, c.pointer, c.key, c.first_at, c.last_at, c.choice, c.permit,
    c.versions, c.since, row_number() OVER (), h.held, h.names, h.is_judged, h.is_counted, c.subjects, c.assets,
    c.said[1], nullif(c.said[2], ''), nullif(c.said[3], ''), nullif(c.said[4], ''), nullif(c.said[5], ''), c.is_care,
    c.controller, c.basis_controller
  FROM choice c
  JOIN holding h ON h.versions = c.versions
$$
