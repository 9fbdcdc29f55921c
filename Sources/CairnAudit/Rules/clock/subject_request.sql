-- The requests that an event names together with a subject: what the subject asked for is among them.
CREATE FUNCTION subject_request(p_subject text) RETURNS TABLE (request text)
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 5
SET plan_cache_mode = force_generic_plan
SET jit = off
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT DISTINCT q.ref
  FROM reference_known s
  CROSS JOIN LATERAL (SELECT q.ref FROM reference_known q WHERE q.idx = s.idx AND q.kind = 'requests' OFFSET 0) q
  WHERE s.kind = 'subjects' AND s.ref = p_subject COLLATE "C";
END
$$
