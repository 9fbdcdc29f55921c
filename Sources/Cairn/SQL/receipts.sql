SELECT event_id, idx, recorded_at, body_hash, leaf_hash, note_hash, body, first_index, note
FROM cairn.receipts($1::int4, $2::text, $3::uuid[], $4::bytea[])
