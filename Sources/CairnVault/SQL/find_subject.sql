-- One row, empty where there is no such subject; none where the lookup key was replaced, so that absence is certain.
SELECT subject.subject_id, subject.lookup, subject.wrapped_code, subject.key_id, subject.wrapped_key
FROM cairn_vault.institution_key
LEFT JOIN cairn_vault.subject
  ON subject.ledger_id = institution_key.ledger_id
  AND subject.lookup = $3
WHERE institution_key.ledger_id = $1 AND institution_key.lookup_key = $2
