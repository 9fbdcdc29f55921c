-- All or nothing, as in store_payloads; and nothing under an institution key that was replaced meanwhile, or under a
-- fingerprint that is known.
WITH live AS MATERIALIZED (
  SELECT subject.key_id
  FROM cairn_vault.subject
  WHERE subject.ledger_id = $1 AND subject.key_id = ANY ($3)
  FOR SHARE
), import AS (
  INSERT INTO cairn_vault.imported (ledger_id, fingerprint, wrapped_code, event_id, body)
  SELECT $1, $6, $7, $2, $8
  FROM cairn_vault.institution_key
  WHERE institution_key.ledger_id = $1 AND institution_key.key_id = $9
    AND (SELECT count(*) FROM live) = cardinality($3)
  FOR SHARE
  ON CONFLICT (ledger_id, fingerprint) DO NOTHING
  RETURNING event_id
), stored AS (
  INSERT INTO cairn_vault.payload (ledger_id, event_id, key_id, commitment, sealed)
  SELECT $1, import.event_id, sealed.key_id, sealed.commitment, sealed.sealed
  FROM import
  CROSS JOIN unnest($3::text[], $4::bytea[], $5::bytea[]) AS sealed (key_id, commitment, sealed)
  RETURNING key_id
)
SELECT EXISTS (SELECT FROM import), (SELECT count(*) FROM live) = cardinality($3)
