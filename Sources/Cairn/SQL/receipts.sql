SELECT event_id, idx, recorded_at, body_hash, leaf_hash, note_hash FROM cairn.receipts($1::int4, $2::uuid[])
