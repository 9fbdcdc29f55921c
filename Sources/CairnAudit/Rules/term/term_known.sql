-- Every narrower and wider term: those that are built in, and those that follow from them and adopted pairs, from the
-- time on at which they do. Who looks one term up asks wider_terms, which doesn't make the whole table.
CREATE FUNCTION term_known() RETURNS TABLE (narrow text, broad text, starts timestamptz)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT n.narrow, w.term, w.starts
  FROM (
    SELECT t.narrow
    FROM term t
    UNION
    SELECT a.narrow
    FROM adopted_pair a
  ) n
  CROSS JOIN LATERAL wider_terms(n.narrow) w
$$
