UPDATE cairn_vault.institution_key
SET key_id = $2
WHERE ledger_id = $1
