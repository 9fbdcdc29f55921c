SELECT first_index, code FROM cairn.discounted WHERE ledger_id = $1::int4 AND first_index >= $2::int8 AND first_index < $3::int8
