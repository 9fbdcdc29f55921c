-- The entries that permit nothing, as the key that signed them may have been in other hands by then: what they say is
-- left out, and what else such a key signed still restricts.
CREATE FUNCTION voided_entry() RETURNS TABLE (idx bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT DISTINCT p.idx
  FROM doubtful_standing() d
  CROSS JOIN LATERAL permitting_entry(d.first_idx, d.last_idx) p
$$
