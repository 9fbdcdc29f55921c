-- Whether what was agreed to extends to all that is wanted: each wanted term is among those agreed, or falls under one
-- of them, by the built-in vocabularies or by pairs that were adopted and in effect by the time asked about. Nothing
-- wanted is not covered by anything.
CREATE FUNCTION covers(p_agreed text[], p_wanted text[]) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(cardinality(p_wanted) > 0, false) AND NOT EXISTS (
    SELECT
    FROM unnest(p_wanted) AS w (purpose)
    WHERE w.purpose <> ALL (coalesce(p_agreed, '{}'))
      AND NOT EXISTS (
        SELECT FROM term t
        WHERE t.narrow = w.purpose AND t.broad = ANY (p_agreed)
      )
      AND (
        NOT EXISTS (SELECT FROM vocabulary_then)
        OR NOT EXISTS (
          SELECT FROM wider_terms(w.purpose) b
          WHERE b.term = ANY (p_agreed) AND b.starts <= (SELECT valid_at())
        )
      )
  )
$$
