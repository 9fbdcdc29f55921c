SELECT ledger_id, registration FROM cairn.author($1::text, $2::text)
