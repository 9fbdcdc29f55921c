SELECT coalesce(max(size), 0) FROM cairn.checkpoint WHERE ledger_id = $1::int
