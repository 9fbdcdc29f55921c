-- The entries from one to another that permit something: that give, widen, prolong or restore a ground, or lift what
-- stood against one. A decision on an objection or an erasure does so where it rejects what was asked for.
-- reads the tables: event, objection and erasure, of which the views leave out what this finds.
CREATE FUNCTION permitting_entry(p_first bigint, p_last bigint) RETURNS TABLE (idx bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT e.idx
  FROM event e
  WHERE e.idx BETWEEN p_first AND p_last
    AND CASE e.family
      WHEN 'agreement' THEN e.verb IN ('signed', 'amended')
      WHEN 'consent' THEN e.verb IN ('given', 'renewed', 'scope-modified')
      WHEN 'dataset' THEN e.verb = 'reactivated'
      WHEN 'egress' THEN e.verb IN ('approved', 'checked')
      WHEN 'erasure' THEN e.verb = 'refused' OR e.verb = 'decided' AND EXISTS (
        SELECT FROM erasure d WHERE d.idx = e.idx AND decided_state(d.decision) = 'rejected'
      )
      WHEN 'ethics' THEN e.verb = 'approved'
      WHEN 'institution' THEN e.verb = 'registered'
      WHEN 'legal-basis' THEN e.verb IN ('asserted', 'changed')
      WHEN 'objection' THEN e.verb = 'decided' AND EXISTS (
        SELECT FROM objection d WHERE d.idx = e.idx AND decided_state(d.decision) = 'rejected'
      )
      WHEN 'opt-out' THEN e.verb IN ('revoked', 'exception-applied')
      WHEN 'permit' THEN e.verb IN ('issued', 'amended', 'extended', 'resumed', 'person-added')
      WHEN 'policy' THEN e.verb = 'ended'
      WHEN 'restriction' THEN e.verb = 'lifted'
      WHEN 'staff' THEN e.verb = 'enrolled'
      WHEN 'transfer' THEN e.verb = 'safeguard-recorded'
      WHEN 'vocabulary' THEN e.verb = 'adopted'
      ELSE false
    END
$$
