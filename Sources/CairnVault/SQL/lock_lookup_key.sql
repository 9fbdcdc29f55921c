-- No row where the lookup key was replaced. What adds to the vault, or erases, waits for the end of this transaction.
SELECT key_id
FROM cairn_vault.institution_key
WHERE ledger_id = $1 AND lookup_key = $2
FOR UPDATE
