SELECT key_id FROM cairn_vault.subject WHERE ledger_id = $1 AND key_id = ANY ($2)
UNION
SELECT key_id FROM cairn_vault.payload WHERE ledger_id = $1 AND key_id = ANY ($2)
