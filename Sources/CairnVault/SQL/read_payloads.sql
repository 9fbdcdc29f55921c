-- One empty row where there are none; no row where the lookup key was replaced, so that absence is certain.
SELECT payload.commitment, payload.event_id, payload.key_id, payload.sealed, subject.subject_id, subject.wrapped_key
FROM cairn_vault.institution_key
LEFT JOIN cairn_vault.payload
  ON payload.ledger_id = institution_key.ledger_id
  AND payload.commitment = ANY ($3)
LEFT JOIN cairn_vault.subject
  ON subject.ledger_id = payload.ledger_id
  AND subject.key_id = payload.key_id
WHERE institution_key.ledger_id = $1 AND institution_key.lookup_key = $2
