-- One row, empty where there is no such import; none where the lookup key was replaced, so that absence is certain.
SELECT imported.event_id, imported.fingerprint, imported.wrapped_code, imported.body
FROM cairn_vault.institution_key
LEFT JOIN cairn_vault.imported
  ON imported.ledger_id = institution_key.ledger_id
  AND imported.fingerprint = $3
WHERE institution_key.ledger_id = $1 AND institution_key.lookup_key = $2
