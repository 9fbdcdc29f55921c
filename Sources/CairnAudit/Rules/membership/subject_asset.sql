-- The series, studies and annotations of one subject: asset_subject, asked from the other side.
CREATE FUNCTION subject_asset(p_subject text) RETURNS TABLE (asset text) LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 10
SET plan_cache_mode = force_generic_plan
SET jit = off
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT DISTINCT s.asset FROM asset_subject() s WHERE s.subject = p_subject COLLATE "C";
END
$$
