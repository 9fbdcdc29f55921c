-- Nothing is added under a lookup key that was replaced meanwhile: the lock makes a rotation wait, or be seen.
INSERT INTO cairn_vault.subject (ledger_id, subject_id, lookup, wrapped_code, key_id, wrapped_key)
SELECT $1, $3, $4, $5, $6, $7
FROM cairn_vault.institution_key
WHERE institution_key.ledger_id = $1 AND institution_key.lookup_key = $2
FOR SHARE
ON CONFLICT (ledger_id, lookup) DO NOTHING
RETURNING subject_id
