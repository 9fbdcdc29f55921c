SELECT ledger_id FROM cairn.ledger WHERE origin = $1::text
