-- Not beside rows that are there already: they belong to a lookup key and a code key that were lost with their row.
INSERT INTO cairn_vault.institution_key (ledger_id, key_id, lookup_key, code_key)
SELECT $1, $2, $3, $4
WHERE NOT EXISTS (SELECT FROM cairn_vault.subject WHERE subject.ledger_id = $1)
  AND NOT EXISTS (SELECT FROM cairn_vault.imported WHERE imported.ledger_id = $1)
ON CONFLICT (ledger_id) DO NOTHING
