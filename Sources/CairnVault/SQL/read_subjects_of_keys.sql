SELECT key_id, subject_id FROM cairn_vault.subject WHERE ledger_id = $1 AND key_id = ANY ($2)
