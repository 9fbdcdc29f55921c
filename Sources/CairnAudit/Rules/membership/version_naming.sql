-- The dataset versions for which a subject, or a series, study or annotation, was ever recorded, and all that followed
-- these: whether it was in them says membership_standing. One of several is asked about as several are.
CREATE FUNCTION version_naming(p_kind text, p_refs text[]) RETURNS TABLE (dataset text)
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 5
SET plan_cache_mode = force_generic_plan
SET jit = off
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH RECURSIVE held (dataset, depth) AS (
    SELECT m.dataset, 0
    FROM unnest(p_refs) AS n (ref)
    CROSS JOIN LATERAL (
      SELECT DISTINCT m.dataset
      FROM member_known m
      WHERE m.kind = p_kind COLLATE "C" AND m.ref = n.ref COLLATE "C"
      OFFSET 0
    ) m
    UNION
    SELECT l.target, h.depth + 1
    FROM held h
    JOIN lineage_then l ON l.source_kind = 'dataset' AND l.source = h.dataset AND l.relation = 'followed'
    WHERE h.depth < 10000
  )
  SELECT DISTINCT h.dataset FROM held h;
END
$$
