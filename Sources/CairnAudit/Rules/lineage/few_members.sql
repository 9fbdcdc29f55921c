-- The members of a dataset version one by one, where they are at most 20.
CREATE FUNCTION few_members(p_dataset text, p_known bigint) RETURNS TABLE (kind text, ref text, idx bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH first AS MATERIALIZED (
    SELECT x.* FROM (
      SELECT 'subjects' AS kind, s.ref, s.idx FROM members_of(p_dataset, 'subjects', p_known) s
      UNION ALL
      SELECT 'assets', a.ref, a.idx FROM members_of(p_dataset, 'assets', p_known) a
    ) x LIMIT 21
  )
  SELECT CASE f.kind WHEN 'subjects' THEN 'subject' ELSE asset_kind(f.ref) END, f.ref, f.idx FROM first f WHERE (SELECT count(*) FROM first) <= 20
$$;
