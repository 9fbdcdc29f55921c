SELECT first_index, code FROM cairn.discounted WHERE ledger_id = $1::int4 AND first_index = ANY ($2::int8[])
