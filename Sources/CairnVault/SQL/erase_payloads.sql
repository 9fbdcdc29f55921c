DELETE FROM cairn_vault.payload
WHERE ledger_id = $1 AND key_id = $2
