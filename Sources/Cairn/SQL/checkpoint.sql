SELECT size, note FROM cairn.checkpoint WHERE ledger_id = $1::int4 ORDER BY size DESC LIMIT 1
