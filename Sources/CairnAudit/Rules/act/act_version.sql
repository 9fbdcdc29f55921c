-- The dataset versions that each act went through. A dataset without a version means all of its versions that were
-- there when the act happened, and itself where members were recorded under its own name; where none was there, it
-- stands as it was written.
CREATE FUNCTION act_version() RETURNS TABLE (idx bigint, named text,
  dataset text) LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH version AS (
    SELECT split_part(n.dataset, '@', 1) AS name, n.dataset, min(d.occurred_at) AS since
    FROM dataset_then d
    CROSS JOIN LATERAL unnest(d.datasets) AS n (dataset)
    WHERE d.verb = 'members-added' OR d.verb IN ('members-removed', 'version-released') AND n.dataset LIKE '%@%'
    GROUP BY n.dataset
  )
  SELECT a.idx, n.dataset, coalesce(v.dataset, n.dataset)
  FROM act a
  CROSS JOIN LATERAL unnest(a.datasets) AS n (dataset)
  LEFT JOIN version v ON n.dataset NOT LIKE '%@%' AND v.name = n.dataset AND v.since <= a.occurred_at
$$
