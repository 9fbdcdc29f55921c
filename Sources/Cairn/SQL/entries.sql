SELECT idx, recorded_at, first_index, position, event_id, leaf_hash, body, body_hash
FROM cairn.entry WHERE ledger_id = $1::int4 AND idx >= $2::int8 AND idx < $3::int8 ORDER BY idx
