-- The dataset versions that one subject was ever in, and when: version_subject, asked from the other side. A subject is
-- in a version by itself, or, where only series, studies or annotations are recorded in it, through these.
CREATE FUNCTION person_version(p_subject text) RETURNS TABLE (
  dataset text, starts timestamptz, ends timestamptz, idx bigint, ended_idx bigint, how text
) LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH held AS MATERIALIZED (
    SELECT v.dataset FROM subject_version('subjects', p_subject) v
    UNION
    SELECT v.dataset
    FROM (SELECT DISTINCT s.asset FROM asset_subject() s WHERE s.subject = p_subject COLLATE "C") a
    CROSS JOIN LATERAL subject_version('assets', a.asset) v
  )
  SELECT h.dataset, s.starts, s.ends, s.idx, s.ended_idx, s.how
  FROM held h
  CROSS JOIN LATERAL version_subject(h.dataset, p_subject) s
  WHERE s.how <> 'not-taken-over'
$$
