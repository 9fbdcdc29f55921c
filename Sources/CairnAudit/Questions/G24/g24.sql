-- What a thing came from and what came of it. The members of a dataset version are folded: there may be a hundred thousand.
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
)
SELECT n.direction, n.depth, n.kind, n.node, n.relation, e.actor_organisation AS organisation, e.actor AS person, e.occurred_at AS happened_at,
  f.subjects, f.series, f.withdrawn AS subjects_withdrawn, f.opted_out AS subjects_opted_out, f.erased AS subjects_erased,
  CASE WHEN n.idx IS NULL THEN '{}'::bigint[] ELSE ARRAY[n.idx] END AS entries
FROM nearest n LEFT JOIN event e ON e.idx = n.idx
LEFT JOIN LATERAL (SELECT * FROM members_folded(n.node, $2::timestamptz, $1::bigint)) f ON n.kind = 'dataset' AND n.direction = 'up'
WHERE e.occurred_at IS NULL OR e.occurred_at <= $2::timestamptz
ORDER BY n.direction DESC, n.depth, n.kind, n.node
