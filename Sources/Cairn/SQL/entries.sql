-- The event id is the one that was given, which the sealer may have replaced by the body's.
SELECT e.idx, e.recorded_at, e.first_index, e.position, coalesce(m.given, e.event_id), e.leaf_hash, e.body, e.body_hash
FROM cairn.entry e
LEFT JOIN cairn.misnamed m ON m.ledger_id = e.ledger_id AND m.idx = e.idx
WHERE e.ledger_id = $1::int4 AND e.idx >= $2::int8 AND e.idx < $3::int8
ORDER BY e.idx
