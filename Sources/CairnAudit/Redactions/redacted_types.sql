-- How many of the entries below $2 are redacted, their bodies gone, by the type that the redaction names. A redaction
-- that is not below $2 itself counts, too: what it took away is missing from every answer.
SELECT r.type, count(DISTINCT r.index)
FROM redaction r
JOIN cairn.entry e ON e.ledger_id = $1::int4 AND e.idx = r.index
WHERE r.index < $2::int8
  AND r.index < r.idx
  AND e.body IS NULL
  AND r.body_hash = encode(e.body_hash, 'base64')
  AND NOT EXISTS (
    SELECT FROM cairn.discounted d WHERE d.ledger_id = e.ledger_id AND d.first_index = e.first_index
  )
GROUP BY r.type
ORDER BY r.type
