-- The controller of each dataset, by its name without a version: the one that its creation names last; where nobody
-- said it, the ledger's own controller.
CREATE FUNCTION dataset_controller() RETURNS TABLE (dataset text, controller text, idx bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH created AS (
    SELECT DISTINCT ON (split_part(d.datasets[1], '@', 1)) split_part(d.datasets[1], '@', 1) AS dataset,
      d.controller, d.idx
    FROM dataset_then d
    WHERE d.verb = 'created' AND d.controller IS NOT NULL
    ORDER BY split_part(d.datasets[1], '@', 1), d.occurred_at DESC, d.idx DESC
  ),
  named AS (
    SELECT split_part(d.datasets[1], '@', 1) AS dataset, min(d.idx) AS idx
    FROM dataset_then d
    WHERE d.verb IN ('created', 'described', 'version-released', 'members-added', 'published')
    GROUP BY 1
  )
  SELECT n.dataset, coalesce(c.controller, o.organisation), coalesce(c.idx, n.idx)
  FROM named n
  LEFT JOIN created c ON c.dataset = n.dataset
  LEFT JOIN own_controller() o ON true
  WHERE coalesce(c.controller, o.organisation) IS NOT NULL
$$
