SELECT idx FROM cairn.entry WHERE ledger_id = $1::int4 AND event_id = $2::uuid
