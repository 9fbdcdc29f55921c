-- What lies one step up or down from a thing, and when that was so.
--
-- Up from a dataset version are its members at the time at which it was used on the way here (p_at; the time asked
-- about, where none is given). Down from a subject, study, series or annotation are the versions that ever held it,
-- each with the time in which it did (held); from there only what was done in that time is reached, and no next
-- version, since that holds it by itself or doesn't.
CREATE FUNCTION neighbours(p_direction text, p_kind text, p_node text, p_at timestamptz, p_held tstzrange)
RETURNS TABLE (kind text, node text, relation text, idx bigint, at timestamptz, held tstzrange)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT l.source_kind, l.source, l.relation, l.idx, e.occurred_at, NULL::tstzrange
  FROM lineage_then l
  JOIN event_then e ON e.idx = l.idx
  WHERE p_direction = 'up' AND l.target_kind = p_kind AND l.target = p_node
  UNION ALL
  SELECT l.target_kind, l.target, l.relation, l.idx, e.occurred_at, NULL
  FROM lineage_then l
  JOIN event_then e ON e.idx = l.idx
  WHERE p_direction = 'down' AND l.source_kind = p_kind AND l.source = p_node
    AND (p_held IS NULL OR l.relation <> 'followed' AND e.occurred_at <@ p_held)
  UNION ALL
  SELECT 'dataset', v.dataset, 'member', v.idx, v.starts, tstzrange(v.starts, v.ends)
  FROM person_version(p_node) v
  WHERE p_direction = 'down' AND p_kind = 'subject'
  UNION ALL
  SELECT 'dataset', v.dataset, 'member', v.idx, v.starts, tstzrange(v.starts, v.ends)
  FROM subject_version('assets', p_node) v
  WHERE p_direction = 'down' AND p_kind IN ('study', 'series', 'annotation') AND v.how <> 'not-taken-over'
  UNION ALL
  SELECT f.kind, f.ref, 'member', f.idx, e.occurred_at, NULL
  FROM few_members(CASE WHEN p_direction = 'up' AND p_kind = 'dataset' THEN p_node END, coalesce(p_at, valid_at())) f
  JOIN event_then e ON e.idx = f.idx
$$
