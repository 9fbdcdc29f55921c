SELECT idx, code FROM cairn.uninterpreted WHERE ledger_id = $1::int4 AND idx >= $2::int8 AND idx < $3::int8
