INSERT INTO reference (kind, ref, idx)
SELECT DISTINCT k.kind, r.ref, b.idx
FROM pg_temp.batch b
CROSS JOIN LATERAL (VALUES
  ('subjects', b.data->'subjects'), ('assets', b.data->'assets'), ('datasets', b.data->'datasets'),
  ('models', b.data->'models'),
  ('permits', b.data->'permits'), ('consents', b.data->'consents'), ('requests', b.data->'requests'),
  ('purposes', b.data->'purposes'),
  ('causes', b.data->'causes')
) AS k (kind, refs)
CROSS JOIN LATERAL jsonb_array_elements_text(k.refs) AS r (ref)
WHERE k.refs IS NOT NULL
  AND NOT (
    b.family = 'dataset' AND b.verb IN ('members-added', 'members-removed') AND k.kind IN ('subjects', 'assets')
  )
