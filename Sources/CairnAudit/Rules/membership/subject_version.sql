-- The dataset versions that a subject, series, study or annotation was ever in, and when: membership_standing, asked
-- from the other side.
CREATE FUNCTION subject_version(p_kind text, p_ref text) RETURNS TABLE (
  dataset text, starts timestamptz, ends timestamptz, idx bigint, ended_idx bigint, how text, ended_how text
) LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH RECURSIVE held (dataset, depth) AS (
    SELECT m.dataset, 0
    FROM member_known m
    WHERE m.kind = p_kind COLLATE "C" AND m.ref = p_ref COLLATE "C"
    UNION
    SELECT l.target, h.depth + 1
    FROM held h
    JOIN lineage_then l ON l.source_kind = 'dataset' AND l.source = h.dataset AND l.relation = 'followed'
    WHERE h.depth < 10000
  )
  SELECT h.dataset, m.starts, m.ends, m.idx, m.ended_idx, m.how, m.ended_how
  FROM (SELECT DISTINCT dataset FROM held) h
  CROSS JOIN LATERAL membership_standing(h.dataset, p_kind, p_ref) m
$$
