SELECT key_id
FROM cairn_vault.institution_key
WHERE ledger_id = $1
