-- Each model that is recorded, with what was said when it was released last. A model of another's making that was only
-- released or evaluated here is one, too. The effect of its decisions is a closed word: none; any other word is an
-- effect on people, and then a human has to be able to step in (GDPR Art. 22(3)).
WITH told AS MATERIALIZED (
  SELECT named.model, m.verb, m.occurred_at, m.idx, m.datasets, m.intended_use, m.decision_effect, m.oversight
  FROM model_then m
  CROSS JOIN LATERAL unnest(m.models) AS named (model)
  WHERE $1::text IS NULL OR m.models @> ARRAY[$1::text] AND named.model = $1::text
),
made AS (
  SELECT t.model, min(t.occurred_at) FILTER (WHERE t.verb IN ('trained', 'round-contributed')) AS trained_at,
    (array_agg(t.idx ORDER BY t.idx) FILTER (WHERE t.verb <> 'released'))[1:20] AS entries
  FROM told t
  GROUP BY t.model
),
released AS (
  SELECT DISTINCT ON (t.model) t.*
  FROM told t
  WHERE t.verb = 'released'
  ORDER BY t.model, t.occurred_at DESC, t.idx DESC
)
SELECT m.model, m.trained_at,
  ARRAY(
    SELECT DISTINCT d.dataset
    FROM told t
    CROSS JOIN LATERAL unnest(t.datasets) AS d (dataset)
    WHERE t.model = m.model AND t.verb IN ('trained', 'round-contributed')
    ORDER BY d.dataset
  ) AS datasets,
  r.occurred_at AS released_at, r.intended_use, r.decision_effect, r.oversight AS human_oversight,
  CASE
    WHEN r.idx IS NULL THEN 'model-not-released'
    WHEN r.decision_effect = 'none' THEN 'not-needed'
    WHEN r.oversight IS NOT NULL THEN 'oversight-recorded'
    WHEN r.decision_effect IS NULL THEN 'effect-unknown'
    ELSE 'no-oversight'
  END AS reason,
  coalesce(m.entries, '{}') || array_remove(ARRAY[r.idx], NULL) AS entries
FROM made m
LEFT JOIN released r ON r.model = m.model
ORDER BY m.model
