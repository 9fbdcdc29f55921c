SELECT key_id
FROM cairn_vault.subject
WHERE ledger_id = $1 AND subject_id = $2
FOR UPDATE
