-- The subjects of a dataset version, and when each was in it. Where a version's members are told as series, studies
-- or annotations alone, its subjects are those whose they are, for as long as they weren't excluded.
CREATE FUNCTION version_subject(p_dataset text) RETURNS TABLE (
  subject text, starts timestamptz, ends timestamptz, idx bigint, ended_idx bigint, how text
) LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH member_then AS MATERIALIZED (SELECT m.* FROM membership_standing(p_dataset) m)
  SELECT m.ref, m.starts, m.ends, m.idx, m.ended_idx, m.how
  FROM member_then m
  WHERE m.kind = 'subjects'
  UNION ALL
  SELECT s.subject, m.starts, least(m.ends, x.at), m.idx, CASE WHEN x.at <= coalesce(m.ends, 'infinity')
    THEN x.idx ELSE m.ended_idx END, m.how
  FROM member_then m
  JOIN asset_subject() s ON s.asset = m.ref
  LEFT JOIN LATERAL (
    SELECT greatest(d.occurred_at, m.starts) AS at, d.idx
    FROM dataset_then d
    JOIN reference_then r ON r.idx = d.idx AND r.kind = 'subjects' AND r.ref = s.subject
    WHERE d.verb = 'member-excluded' AND d.datasets && ARRAY[p_dataset, split_part(p_dataset, '@', 1)] COLLATE "C"
    ORDER BY d.occurred_at, d.idx
    LIMIT 1
  ) x ON true
  WHERE m.kind = 'assets' AND NOT EXISTS (SELECT FROM member_then n WHERE n.kind = 'subjects')
$$
