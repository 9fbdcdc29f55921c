SELECT subject_id, lookup, wrapped_code, key_id, wrapped_key
FROM cairn_vault.subject
WHERE ledger_id = $1 AND subject_id = $2
FOR UPDATE
