-- Whether what was agreed to extends to all that is wanted: each wanted term is among those agreed, or falls under one
-- of them, by the built-in vocabularies or by pairs that were adopted and in effect by the time asked about. Nothing
-- wanted is not covered by anything.
--
-- plpgsql, whose plan a session keeps: it is asked for each pair of what was agreed to and what was wanted.
-- reads the tables: vocabulary, only to see whether any pair was ever adopted; which of them count says covers_adopted.
CREATE FUNCTION covers(p_agreed text[], p_wanted text[]) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN coalesce(cardinality(p_wanted) > 0, false) AND NOT EXISTS (
    SELECT
    FROM unnest(p_wanted) AS w (purpose)
    WHERE w.purpose <> ALL (coalesce(p_agreed, '{}'))
      AND NOT EXISTS (
        SELECT FROM term t
        WHERE t.narrow = w.purpose AND t.broad = ANY (p_agreed)
      )
      AND NOT CASE WHEN EXISTS (SELECT FROM vocabulary) THEN covers_adopted(p_agreed, w.purpose) ELSE false END
  );
END
$$
