-- The annotations that somebody took back, each from when it was first taken back.
CREATE FUNCTION retracted_annotation() RETURNS TABLE (annotation text, at timestamptz, idx bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT DISTINCT ON (n.ref) n.ref, r.occurred_at, r.idx
  FROM annotation_then r
  JOIN reference_then n ON n.idx = r.idx AND n.kind = 'assets'
  WHERE r.verb = 'retracted'
  ORDER BY n.ref, r.occurred_at, r.idx
$$
