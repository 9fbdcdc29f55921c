-- Whether a wanted term falls under one of those agreed to by pairs that were adopted and in effect by the time asked
-- about.
CREATE FUNCTION covers_adopted(p_agreed text[], p_wanted text) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT EXISTS (
    SELECT FROM wider_terms(p_wanted) b
    WHERE b.term = ANY (p_agreed) AND b.starts <= (SELECT valid_at())
  )
$$
