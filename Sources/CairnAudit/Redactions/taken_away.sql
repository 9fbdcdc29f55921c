-- The entries whose bodies the projected redactions from $2 below $3 took away. Where the sealer left a body (a
-- redaction that has no effect, or names another type than the body), its rows stay, too.
SELECT DISTINCT e.idx
FROM redaction r
JOIN cairn.entry e ON e.ledger_id = $1::int4 AND e.idx = r.index
WHERE r.idx >= $2::int8 AND r.idx < $3::int8
  AND e.idx < r.idx
  AND e.body IS NULL
