-- What is so of each subject at the time asked about, where anything is:
-- * withdrawn: a consent is withdrawn, whole or part by part, and none is in force. Who agreed again, or withdrew in
--   part and left something, agrees.
-- * ended: a consent ended otherwise (revoked by another, expired, found invalid), none is in force, none withdrawn.
-- * opted_out: an opt-out of secondary use stands, of whatever scope (EHDS Art. 71).
-- * erased: data were erased (GDPR Art. 17), everywhere or in a place.
CREATE FUNCTION subject_since()
RETURNS TABLE (subject text, withdrawn boolean, ended boolean, opted_out boolean, erased boolean)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT s.subject, bool_or(s.state = 'withdrawn') AND NOT bool_or(s.state = 'given'),
    bool_or(s.state IN ('revoked', 'expired', 'invalid')) AND NOT bool_or(s.state IN ('given', 'withdrawn')),
    bool_or(s.state = 'opted-out'), bool_or(s.state = 'erased')
  FROM (
    SELECT c.subject,
      CASE
        WHEN c.state = 'given' AND cardinality(c.withdrawn) > 0
          AND consent_reason('given', c.purposes, c.withdrawn, NULL) = 'consent-withdrawn' THEN 'withdrawn'
        ELSE c.state
      END AS state
    FROM consent_standing() c
    WHERE c.starts <= valid_at() AND (c.ends IS NULL OR c.ends > valid_at())
    UNION ALL
    SELECT o.subject, 'opted-out'
    FROM opt_out_standing() o
    WHERE o.starts <= valid_at() AND (o.ends IS NULL OR o.ends > valid_at())
    UNION ALL
    SELECT e.subject, 'erased'
    FROM erasure_standing() e
    WHERE e.state = 'erased' AND e.starts <= valid_at()
  ) s
  GROUP BY s.subject
$$
