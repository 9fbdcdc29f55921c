-- A fingerprint leads from what was imported to the subject, so it goes with the subject's key.
DELETE FROM cairn_vault.imported
USING cairn_vault.payload
WHERE imported.ledger_id = $1
  AND payload.ledger_id = $1
  AND payload.event_id = imported.event_id
  AND payload.key_id = $2
