-- No row where the lookup key was replaced. Taken before any row of a subject, as a rotation does: neither deadlocks.
SELECT key_id
FROM cairn_vault.institution_key
WHERE ledger_id = $1 AND lookup_key = $2
FOR SHARE
