INSERT INTO cairn.stopped (ledger_id, reason) VALUES ($1::int4, $2::text) ON CONFLICT DO NOTHING
