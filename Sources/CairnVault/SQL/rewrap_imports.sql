UPDATE cairn_vault.imported
SET fingerprint = renewed.renewed_fingerprint, wrapped_code = renewed.wrapped_code
FROM unnest($2::bytea[], $3::bytea[], $4::bytea[]) AS renewed (fingerprint, renewed_fingerprint, wrapped_code)
WHERE imported.ledger_id = $1 AND imported.fingerprint = renewed.fingerprint
RETURNING imported.event_id
