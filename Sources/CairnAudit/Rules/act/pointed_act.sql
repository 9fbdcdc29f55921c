-- The acts that name a subject, or a series, study or annotation of the subject's. An act that names both touched the
-- subject once: via is then named.
CREATE FUNCTION pointed_act(p_subject text) RETURNS TABLE (idx bigint, via text)
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 20
SET plan_cache_mode = force_generic_plan
SET jit = off
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT a.idx, p.via
  FROM (
    SELECT DISTINCT ON (p.idx) p.idx, p.via
    FROM (
      SELECT r.idx, 'named' AS via
      FROM reference_known r
      WHERE r.kind = 'subjects' AND r.ref = p_subject COLLATE "C"
      UNION ALL
      SELECT r.idx, 'asset'
      FROM subject_asset(p_subject) s
      JOIN reference_known r ON r.kind = 'assets' AND r.ref = s.asset COLLATE "C"
    ) p
    ORDER BY p.idx, p.via DESC
  ) p
  CROSS JOIN LATERAL (SELECT a.idx FROM act a WHERE a.idx = p.idx OFFSET 0) a;
END
$$
