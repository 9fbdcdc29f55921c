-- The members of a dataset version at a time one by one, where they are at most 20.
CREATE FUNCTION few_members(p_dataset text, p_at timestamptz) RETURNS TABLE (kind text, ref text, idx bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH first AS MATERIALIZED (
    SELECT m.kind, m.ref, m.idx
    FROM membership_standing(p_dataset) m
    WHERE m.starts <= p_at AND (m.ends IS NULL OR m.ends > p_at)
    LIMIT 21
  )
  SELECT CASE f.kind WHEN 'subjects' THEN 'subject' ELSE asset_kind(f.ref) END COLLATE "C", f.ref, f.idx
  FROM first f
  WHERE (SELECT count(*) FROM first) <= 20
$$
