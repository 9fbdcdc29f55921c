-- The purposes of acts that say none: a transfer, a release, or an evaluation or training of a model has those of its
-- only permit, as they stood when it was done.
CREATE FUNCTION lent_purpose() RETURNS TABLE (idx bigint, purposes text[])
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH unsaid AS MATERIALIZED (
    SELECT t.idx, t.occurred_at, t.permits[1] AS permit
    FROM transfer_then t
    WHERE t.verb = 'sent' AND coalesce(cardinality(t.purposes), 0) = 0 AND cardinality(t.permits) = 1
    UNION ALL
    SELECT e.idx, e.occurred_at, (coalesce(e.permits, q.permits))[1]
    FROM egress_then e
    LEFT JOIN egress_then q ON q.egress = e.egress AND q.verb = 'requested'
    WHERE e.verb = 'released' AND cardinality(coalesce(e.permits, q.permits)) = 1
    UNION ALL
    SELECT m.idx, m.occurred_at, m.permits[1]
    FROM model_then m
    WHERE m.verb IN ('trained', 'evaluated') AND coalesce(cardinality(m.purposes), 0) = 0
      AND cardinality(m.permits) = 1
  )
  SELECT DISTINCT ON (u.idx) u.idx, s.purposes
  FROM unsaid u
  JOIN permit_standing() s ON s.permit = u.permit AND s.starts <= u.occurred_at
    AND (s.ends IS NULL OR s.ends > u.occurred_at)
$$
