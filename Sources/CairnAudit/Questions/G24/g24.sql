-- What a thing came from and what came of it. The members of a large dataset version are folded: there may be a hundred thousand.
WITH RECURSIVE walk (direction, depth, kind, node, relation, idx) AS (
  SELECT d.direction, 0, $3::text COLLATE "C", $4::text COLLATE "C", ''::text COLLATE "C", NULL::bigint
  FROM (VALUES ('up'), ('down')) AS d (direction) WHERE coalesce($5::text, 'both') IN (d.direction, 'both')
  UNION
  SELECT w.direction, w.depth + 1, n.kind, n.node, n.relation, n.idx
  FROM walk w CROSS JOIN LATERAL neighbours(w.direction, w.kind, w.node, $1::bigint) n
  WHERE w.depth < least(coalesce($6::text::int, 20), 100)
),
nearest AS (
  SELECT DISTINCT ON (w.direction, w.kind, w.node) w.* FROM walk w WHERE w.depth > 0 ORDER BY w.direction, w.kind, w.node, w.depth, w.idx
),
told AS (
  SELECT n.* FROM nearest n
  UNION ALL
  SELECT 'itself', 0, $3::text, $4::text, NULL, max(d.idx) FROM dataset d
  WHERE $3::text = 'dataset' AND d.datasets @> ARRAY[$4::text] AND d.verb IN ('version-released', 'members-added') AND d.idx < $1::bigint AND d.occurred_at <= $2::timestamptz
  HAVING count(*) > 0
)
SELECT n.direction, n.depth, n.kind, n.node, n.relation, e.actor_organisation AS organisation, e.actor AS person, e.occurred_at AS happened_at,
  f.subjects, f.assets, f.withdrawn AS subjects_withdrawn, f.opted_out AS subjects_opted_out, f.erased AS subjects_erased,
  CASE WHEN n.idx IS NULL THEN '{}'::bigint[] ELSE ARRAY[n.idx] END AS entries
FROM told n LEFT JOIN event e ON e.idx = n.idx
LEFT JOIN LATERAL (
  SELECT m.* FROM members_folded(n.node, $2::timestamptz, $1::bigint) m WHERE n.kind = 'dataset'
  UNION ALL
  SELECT 1, NULL, s.withdrawn::int, s.opted_out::int, s.erased::int FROM subject_since(n.node, $2::timestamptz, $1::bigint) s WHERE n.kind = 'subject'
) f ON n.direction <> 'down'
WHERE e.occurred_at IS NULL OR e.occurred_at <= $2::timestamptz
ORDER BY array_position(ARRAY['itself', 'up', 'down'], n.direction), n.depth, n.kind, n.node
