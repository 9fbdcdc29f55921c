SELECT key_id, lookup_key, code_key
FROM cairn_vault.institution_key
WHERE ledger_id = $1
