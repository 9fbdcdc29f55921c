-- The entries from $2 below $3 that are redacted, their bodies gone, each with the type that its first redaction names.
SELECT DISTINCT ON (r.index) r.index, r.type, r.idx
FROM redaction r
JOIN cairn.entry e ON e.ledger_id = $1::int4 AND e.idx = r.index
WHERE r.index >= $2::int8 AND r.index < $3::int8
  AND r.index < r.idx
  AND e.body IS NULL
  AND r.body_hash = encode(e.body_hash, 'base64')
  AND NOT EXISTS (
    SELECT FROM cairn.discounted d WHERE d.ledger_id = e.ledger_id AND d.first_index = e.first_index
  )
ORDER BY r.index, r.idx
