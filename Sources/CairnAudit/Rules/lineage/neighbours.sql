-- What lies one step up or down from a thing. Down from a subject or series are the dataset versions that hold it.
CREATE FUNCTION neighbours(p_direction text, p_kind text, p_node text, p_known bigint) RETURNS TABLE (kind text, node text, relation text, idx bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT l.source_kind, l.source, l.relation, l.idx FROM lineage l
  WHERE p_direction = 'up' AND l.target_kind = p_kind AND l.target = p_node AND l.idx < p_known
  UNION ALL
  SELECT l.target_kind, l.target, l.relation, l.idx FROM lineage l
  WHERE p_direction = 'down' AND l.source_kind = p_kind AND l.source = p_node AND l.idx < p_known
  UNION ALL
  SELECT 'dataset', v.dataset, 'member', v.idx
  FROM versions_with(CASE p_kind WHEN 'subject' THEN 'subjects' ELSE 'assets' END, p_node, p_known) v
  WHERE p_direction = 'down' AND p_kind IN ('subject', 'study', 'series', 'annotation')
  UNION ALL
  SELECT f.kind, f.ref, 'member', f.idx FROM few_members(CASE WHEN p_direction = 'up' AND p_kind = 'dataset' THEN p_node END, p_known) f
$$;
