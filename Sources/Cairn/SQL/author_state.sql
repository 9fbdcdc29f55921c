SELECT ledger_id, number, statement_hash, anchor, size, leaf_hash FROM cairn.author_state($1::text, $2::text)
