-- A payload is added only while its key lives: the lock makes an erasure wait, or be seen.
INSERT INTO cairn_vault.payload (ledger_id, event_id, key_id, commitment, sealed)
SELECT $1, $2, added.key_id, added.commitment, added.sealed
FROM unnest($3::text[], $4::bytea[], $5::bytea[]) AS added (key_id, commitment, sealed)
JOIN cairn_vault.subject ON subject.ledger_id = $1 AND subject.key_id = added.key_id
FOR SHARE OF subject
RETURNING key_id
