DELETE FROM cairn.stopped WHERE ledger_id = $1::int4
