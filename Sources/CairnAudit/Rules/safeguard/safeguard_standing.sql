-- The times in which a safeguard stood for transfers to an organisation in a country (GDPR Art. 46, 49): from the time
-- that is stated, else from when it happened, until the stated end. A later record doesn't end an earlier one.
CREATE FUNCTION safeguard_standing()
RETURNS TABLE (recipient text, country text, safeguard text, starts timestamptz, ends timestamptz, idx bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT t.recipient, CASE upper(t.country) WHEN 'EL' THEN 'GR' ELSE upper(t.country) END, t.safeguard,
    coalesce(t.valid_from, t.occurred_at), t.valid_until, t.idx
  FROM transfer_then t
  WHERE t.verb = 'safeguard-recorded' AND t.safeguard IS NOT NULL
$$
