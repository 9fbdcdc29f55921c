-- The subjects of whom something is recorded that may forbid a use, or leave it open, by itself: an opt-out, a
-- restriction, an erasure, an objection, a request. subject_reason says what it means for an act.
CREATE FUNCTION special_subject() RETURNS TABLE (subject text) LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT DISTINCT r.ref
  FROM (
    SELECT o.idx FROM opt_out_then o
    UNION ALL
    SELECT r.idx FROM restriction_then r
    UNION ALL
    SELECT e.idx FROM erasure_then e
    UNION ALL
    SELECT s.idx FROM subject_then s WHERE s.verb = 'erased'
    UNION ALL
    SELECT o.idx FROM objection_then o
    UNION ALL
    SELECT q.idx FROM request_then q
  ) e
  CROSS JOIN LATERAL (
    SELECT r.ref FROM reference_then r WHERE r.idx = e.idx AND r.kind = 'subjects' OFFSET 0
  ) r
$$
