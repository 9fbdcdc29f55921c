-- The connections on the way from a thing to what it came from (up) or what came of it (down), the nearest first.
--
-- A thing that is reached on several ways, or as it was at several times, goes on from each of them.
CREATE FUNCTION lineage_walk(p_directions text[], p_kind text, p_node text, p_depth int) RETURNS TABLE (
  direction text, depth int, from_kind text, from_node text, kind text, node text, relation text, idx bigint,
  at timestamptz, held tstzrange
) LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH RECURSIVE walk (direction, depth, from_kind, from_node, kind, node, relation, idx, at, held) AS (
    SELECT d.direction COLLATE "C", 0, NULL::text COLLATE "C", NULL::text COLLATE "C", p_kind COLLATE "C",
      p_node COLLATE "C", NULL::text COLLATE "C", NULL::bigint, NULL::timestamptz, NULL::tstzrange
    FROM unnest(p_directions) AS d (direction)
    UNION
    SELECT w.direction, w.depth + 1, w.kind, w.node, n.kind, n.node, n.relation, n.idx, n.at, n.held
    FROM walk w
    CROSS JOIN LATERAL neighbours(w.direction, w.kind, w.node, w.at, w.held) n
    WHERE w.depth < p_depth
  )
  SELECT w.* FROM walk w WHERE w.depth > 0
$$
