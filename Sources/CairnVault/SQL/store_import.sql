-- All or nothing, as in store_payloads; and nothing under a lookup key that was replaced meanwhile, or under a
-- fingerprint that is known. The lookup key is locked before the subjects, as a rotation does: neither deadlocks.
WITH current AS MATERIALIZED (
  SELECT institution_key.ledger_id
  FROM cairn_vault.institution_key
  WHERE institution_key.ledger_id = $1 AND institution_key.lookup_key = $2
  FOR SHARE
), live AS MATERIALIZED (
  SELECT subject.key_id
  FROM cairn_vault.subject
  WHERE EXISTS (SELECT FROM current) AND subject.ledger_id = $1 AND subject.key_id = ANY ($4)
  FOR SHARE
), import AS (
  INSERT INTO cairn_vault.imported (ledger_id, fingerprint, wrapped_code, event_id, body)
  SELECT $1, $7, $8, $3, $9
  FROM current
  WHERE (SELECT count(*) FROM live) = cardinality($4)
  ON CONFLICT (ledger_id, fingerprint) DO NOTHING
  RETURNING event_id
), stored AS (
  INSERT INTO cairn_vault.payload (ledger_id, event_id, key_id, commitment, sealed)
  SELECT $1, import.event_id, sealed.key_id, sealed.commitment, sealed.sealed
  FROM import
  CROSS JOIN unnest($4::text[], $5::bytea[], $6::bytea[]) AS sealed (key_id, commitment, sealed)
  RETURNING key_id
)
SELECT event_id FROM import
