-- Whether a purpose is said in other words than those agreed to, so that nobody can tell whether it lies under them:
-- DUO's terms have no agreed mapping to those of EHDS and DPV. A recorded mapping makes them terms under one another,
-- and covers() finds them first.
CREATE FUNCTION vocabularies_differ(p_agreed text[], p_wanted text) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(
    CASE
      WHEN p_wanted LIKE 'DUO:%' THEN EXISTS (SELECT FROM unnest(p_agreed) AS a (term) WHERE a.term NOT LIKE 'DUO:%')
      ELSE EXISTS (SELECT FROM unnest(p_agreed) AS a (term) WHERE a.term LIKE 'DUO:%')
    END,
    false
  )
$$
