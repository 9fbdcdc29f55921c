-- What came from what. Members of dataset versions are not here, they lie in member: a version has too many.
INSERT INTO lineage (source_kind, source, relation, target_kind, target, idx)
SELECT DISTINCT e.source_kind, e.source, e.relation, e.target_kind, e.target, b.idx
FROM pg_temp.batch b
CROSS JOIN LATERAL (
  SELECT 'subject', s.ref, 'imaged', 'series', b.data->'assets'->>0
  FROM jsonb_array_elements_text(b.data->'subjects') AS s (ref) WHERE b.family = 'image' AND b.verb = 'series-received'
  UNION ALL
  SELECT 'study', b.data->'assets'->>1, 'part', 'series', b.data->'assets'->>0
  WHERE b.family = 'image' AND b.verb = 'series-received'
  UNION ALL
  SELECT 'series', b.data->>'target', 'annotated', 'annotation', b.data->'assets'->>0
  WHERE b.family = 'annotation' AND b.verb IN ('created', 'revised') AND b.data->>'target' IS NOT NULL
  UNION ALL
  SELECT 'annotation', b.data->>'previous', 'revised', 'annotation', b.data->'assets'->>0
  WHERE b.family = 'annotation' AND b.verb = 'revised'
  UNION ALL
  SELECT 'dataset', b.data->>'previous', 'followed', 'dataset', b.data->'datasets'->>0
  WHERE b.family = 'dataset' AND b.verb = 'version-released' AND b.data->>'previous' IS NOT NULL
  UNION ALL
  SELECT 'dataset', d.ref, 'trained', 'model', m.ref
  FROM jsonb_array_elements_text(b.data->'datasets') AS d (ref), jsonb_array_elements_text(b.data->'models') AS m (ref)
  WHERE b.family = 'model' AND b.verb IN ('trained', 'round-contributed')
  UNION ALL
  SELECT 'model', b.data->>'previous', 'refined', 'model', m.ref
  FROM jsonb_array_elements_text(b.data->'models') AS m (ref)
  WHERE b.family = 'model' AND b.verb = 'trained' AND b.data->>'previous' IS NOT NULL
  UNION ALL
  SELECT 'dataset', d.ref, 'left', 'egress', b.data->>'egress'
  FROM jsonb_array_elements_text(b.data->'datasets') AS d (ref)
  WHERE b.family = 'egress' AND b.verb IN ('requested', 'released')
  UNION ALL
  SELECT 'model', m.ref, 'left', 'egress', b.data->>'egress'
  FROM jsonb_array_elements_text(b.data->'models') AS m (ref)
  WHERE b.family = 'egress' AND b.verb IN ('requested', 'released')
) AS e (source_kind, source, relation, target_kind, target)
WHERE b.family IN ('image', 'annotation', 'dataset', 'model', 'egress')
  AND e.source IS NOT NULL AND e.target IS NOT NULL
