-- Nothing is added under an institution key that was replaced meanwhile: the lock makes a rotation wait, or be seen.
INSERT INTO cairn_vault.imported (ledger_id, fingerprint, wrapped_code, event_id, body)
SELECT $1, $2, $3, $4, $5
FROM cairn_vault.institution_key
WHERE institution_key.ledger_id = $1 AND institution_key.key_id = $6
FOR SHARE
ON CONFLICT (ledger_id, fingerprint) DO NOTHING
RETURNING event_id
