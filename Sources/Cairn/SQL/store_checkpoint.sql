INSERT INTO cairn.checkpoint (ledger_id, size, previous_size, note) VALUES ($1::int4, $2::int8, $3::int8, $4::bytea)
