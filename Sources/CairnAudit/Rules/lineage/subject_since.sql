-- What is known of a subject by a time, since her data were used: she has withdrawn a consent, opted out, or been erased.
CREATE FUNCTION subject_since(p_subject text, p_at timestamptz, p_known bigint) RETURNS TABLE (withdrawn boolean, opted_out boolean, erased boolean)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT EXISTS (SELECT FROM consent c WHERE c.subject = p_subject AND c.verb = 'withdrawn' AND c.idx < p_known AND coalesce(c.effective_at, c.occurred_at) <= p_at),
    EXISTS (SELECT FROM opt_out_period(p_known) o WHERE o.subject = p_subject AND o.starts <= p_at AND (o.ends IS NULL OR o.ends > p_at)),
    EXISTS (
      SELECT FROM reference r JOIN subject s ON s.idx = r.idx AND s.verb = 'erased' AND s.occurred_at <= p_at
      WHERE r.kind = 'subjects' AND r.ref = p_subject AND r.idx < p_known)
$$;
