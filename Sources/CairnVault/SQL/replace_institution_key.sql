UPDATE cairn_vault.institution_key
SET key_id = $3, lookup_key = $4, code_key = $5
WHERE ledger_id = $1 AND lookup_key = $2
