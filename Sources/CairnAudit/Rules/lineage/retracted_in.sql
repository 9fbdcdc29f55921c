-- How many annotations a dataset version held at a time that are taken back now.
CREATE FUNCTION retracted_in(p_dataset text, p_at timestamptz) RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN EXISTS (SELECT FROM retracted_annotation()) THEN (
      SELECT count(DISTINCT m.ref)
      FROM membership_standing(p_dataset) m
      JOIN retracted_annotation() r ON r.annotation = m.ref
      WHERE m.kind = 'assets' AND m.starts <= p_at AND (m.ends IS NULL OR m.ends > p_at)
    )
    ELSE 0
  END
$$
