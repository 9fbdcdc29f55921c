SELECT subject_id
FROM cairn_vault.subject
WHERE ledger_id = $1 AND lookup = $2
