-- The entries that were marked as wrong, each with the entry that marks it and when: they decide nothing any more, for
-- every time that is asked about, once the mark is known. Who may mark them is the projection's matter: their author,
-- or an author with the role of their family.
-- reads the tables: event, as the time of a mark is said even where the mark was marked itself.
CREATE FUNCTION correction_standing() RETURNS TABLE (target bigint, by_idx bigint, at timestamptz)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT c.target, c.by_idx, e.occurred_at
  FROM corrected c
  JOIN event e ON e.idx = c.by_idx
$$
