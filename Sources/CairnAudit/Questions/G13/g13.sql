-- Each model with the use for which it was last released.
WITH made AS (
  SELECT m.models[1] AS model, min(m.occurred_at) AS trained_at, (array_agg(m.idx ORDER BY m.idx))[1:20] AS entries, string_agg(DISTINCT array_to_string(m.datasets, ', '), ', ') AS datasets FROM model m
  WHERE m.verb IN ('trained', 'round-contributed') AND m.idx < $1::bigint AND m.occurred_at <= $2::timestamptz AND ($3::text IS NULL OR m.models @> ARRAY[$3::text]) GROUP BY m.models[1]
)
SELECT d.model, d.trained_at, d.datasets, r.occurred_at AS released_at, r.intended_use, r.decision_effect, r.oversight AS human_oversight,
  CASE WHEN r.idx IS NULL OR r.decision_effect = 'none' OR r.oversight IS NOT NULL THEN 'covered' WHEN r.decision_effect IS NULL THEN 'undetermined' ELSE 'not-covered' END AS verdict,
  CASE WHEN r.idx IS NULL THEN 'not-released' WHEN r.decision_effect = 'none' THEN 'not-needed' WHEN r.oversight IS NOT NULL THEN 'complete' ELSE 'incomplete' END AS reason,
  d.entries || array_remove(ARRAY[r.idx], NULL) AS entries
FROM made d
LEFT JOIN LATERAL (SELECT m.* FROM model m WHERE m.verb = 'released' AND m.models @> ARRAY[d.model] AND m.idx < $1::bigint AND m.occurred_at <= $2::timestamptz ORDER BY m.idx DESC LIMIT 1) r ON true
ORDER BY d.model
