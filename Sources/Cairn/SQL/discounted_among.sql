-- What doesn't count of some submissions, each given by its first index and the one after its last: as a whole, or
-- event by event.
SELECT d.first_index, d.code, true
FROM cairn.discounted d
WHERE d.ledger_id = $1::int4 AND d.first_index = ANY ($2::int8[])
UNION ALL
SELECT u.idx, u.code, false
FROM unnest($2::int8[], $3::int8[]) AS s (first_index, next_index)
JOIN cairn.uninterpreted u ON u.ledger_id = $1::int4 AND u.idx >= s.first_index AND u.idx < s.next_index
WHERE u.code <> 'event.malformed'
ORDER BY 1
