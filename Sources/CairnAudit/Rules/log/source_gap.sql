-- What sources say is missing from the ledger: a connector that expected more than came, or a store that holds more or
-- other than the ledger says. `at` is when it was found; what is missing happened before.
CREATE FUNCTION source_gap()
RETURNS TABLE (
  source text, kind text, missing bigint, unexpected bigint, at timestamptz, recorded_at timestamptz, idx bigint
)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT
    c.source,
    c.verb,
    CASE c.verb WHEN 'gap-detected' THEN coalesce(c.missing, greatest(c.expected - c.seen, 0)) ELSE c.missing END,
    CASE c.verb WHEN 'gap-detected' THEN 0 ELSE c.unexpected END,
    c.occurred_at,
    c.recorded_at,
    c.idx
  FROM connector_then c
  WHERE c.verb IN ('gap-detected', 'inventory-reconciled')
$$
