-- The dataset versions that one subject, series, study or annotation was ever in, and when: membership_standing, asked
-- from the other side.
CREATE FUNCTION subject_version(p_kind text, p_ref text) RETURNS TABLE (
  dataset text, starts timestamptz, ends timestamptz, idx bigint, ended_idx bigint, how text, ended_how text
) LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT n.dataset, m.starts, m.ends, m.idx, m.ended_idx, m.how, m.ended_how
  FROM version_naming(p_kind, ARRAY[p_ref]) n
  CROSS JOIN LATERAL membership_standing(n.dataset, p_kind, p_ref) m
$$
