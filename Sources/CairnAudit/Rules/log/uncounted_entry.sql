-- The entries that no answer stands on: those of a submission that broke a rule of the ledger, by the code of the rule
-- (a wrong signature, a revoked key), and those that count but couldn't be decoded or that their author may not write.
-- The sealer wrote these findings down; verification recomputes them.
CREATE FUNCTION uncounted_entry() RETURNS TABLE (idx bigint, code text, recorded_at timestamptz)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT e.idx, d.code, to_timestamp(e.recorded_at / 1000000.0)
  FROM cairn.discounted d
  JOIN cairn.entry e ON e.ledger_id = d.ledger_id AND e.idx = d.first_index
  WHERE d.ledger_id = projected_ledger() AND d.first_index < known_at()
  UNION ALL
  SELECT e.idx, u.code, to_timestamp(e.recorded_at / 1000000.0)
  FROM cairn.uninterpreted u
  JOIN cairn.entry e ON e.ledger_id = u.ledger_id AND e.idx = u.idx
  WHERE u.ledger_id = projected_ledger() AND u.idx < known_at()
$$
