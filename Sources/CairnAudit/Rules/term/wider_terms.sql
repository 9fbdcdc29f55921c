-- The terms under which a term falls, itself included, and from when on: those that are built in for ever, and those
-- that follow from adopted pairs from the time on at which the last pair on the way takes effect.
CREATE FUNCTION wider_terms(p_term text) RETURNS TABLE (term text, starts timestamptz)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH RECURSIVE
  pair AS MATERIALIZED (
    SELECT a.narrow, a.broad, a.starts
    FROM adopted_pair a
  ),
  wider (term, starts) AS (
    SELECT p_term COLLATE "C", '-infinity'::timestamptz
    UNION
    SELECT next.broad, greatest(w.starts, next.starts)
    FROM wider w
    JOIN (
      SELECT t.narrow, t.broad, '-infinity'::timestamptz AS starts
      FROM term t
      WHERE t.narrow <> t.broad
      UNION ALL
      SELECT p.narrow, p.broad, p.starts
      FROM pair p
    ) next ON next.narrow = w.term
  )
  SELECT w.term, min(w.starts)
  FROM wider w
  GROUP BY w.term
$$
