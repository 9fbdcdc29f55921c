SELECT coalesce(max(idx) + 1, 0) FROM cairn.entry WHERE ledger_id = $1::int
