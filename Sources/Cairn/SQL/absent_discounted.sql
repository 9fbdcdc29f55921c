-- The bundles of 256 entries that hold entries of submissions that don't count, and whose bodies were discarded.
SELECT DISTINCT e.idx / 256
FROM cairn.discounted d
JOIN cairn.entry e ON e.ledger_id = $1::int4 AND e.idx >= d.first_index AND e.idx < d.first_index + 10000
  AND e.first_index = d.first_index
WHERE d.ledger_id = $1::int4 AND d.first_index < $2::int8 AND e.idx < $2::int8 AND e.body IS NULL
ORDER BY 1
