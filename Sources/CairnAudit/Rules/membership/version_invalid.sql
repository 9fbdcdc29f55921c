-- When a dataset version must not be used: from dataset.invalidated to the next dataset.reactivated, of the version
-- or of the dataset without a version. What was done before stands: it is prospective. Same instant: invalidated
-- wins. A dataset is written as the event wrote it: one without a version stands for all of its versions.
CREATE FUNCTION version_invalid() RETURNS TABLE (
  dataset text, starts timestamptz, ends timestamptz, idx bigint, ended_idx bigint
) LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT t.dataset, t.at, t.next_at, t.idx, t.next_idx
  FROM (
    SELECT n.dataset, d.verb, d.occurred_at AS at, d.idx, lead(d.occurred_at) OVER w AS next_at,
      lead(d.idx) OVER w AS next_idx
    FROM dataset_then d
    CROSS JOIN LATERAL unnest(d.datasets) AS n (dataset)
    WHERE d.verb IN ('invalidated', 'reactivated')
    WINDOW w AS (PARTITION BY n.dataset ORDER BY d.occurred_at, d.verb = 'invalidated', d.idx)
  ) t
  WHERE t.verb = 'invalidated' AND t.next_at IS DISTINCT FROM t.at
$$
