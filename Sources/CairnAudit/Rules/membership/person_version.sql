-- The dataset versions that one subject was ever in, and when: version_subject, asked from the other side. A subject is
-- in a version by itself, or, where only series, studies or annotations are recorded in it, through these.
CREATE FUNCTION person_version(p_subject text) RETURNS TABLE (
  dataset text, starts timestamptz, ends timestamptz, idx bigint, ended_idx bigint, how text
) LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 5
SET plan_cache_mode = force_generic_plan
SET jit = off
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH named AS MATERIALIZED (
    SELECT n.dataset FROM version_naming('subjects', ARRAY[p_subject]) n
    UNION
    SELECT n.dataset FROM version_naming('assets', ARRAY(SELECT a.asset FROM subject_asset(p_subject) a)) n
  )
  SELECT n.dataset, s.starts, s.ends, s.idx, s.ended_idx, s.how
  FROM named n
  CROSS JOIN LATERAL version_subject(n.dataset, p_subject) s
  WHERE s.how <> 'not-taken-over';
END
$$
