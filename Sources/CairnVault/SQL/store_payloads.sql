-- All or nothing. A payload is stored only while its key lives: the lock makes an erasure wait, or be seen.
WITH live AS MATERIALIZED (
  SELECT subject.key_id
  FROM cairn_vault.subject
  WHERE subject.ledger_id = $1 AND subject.key_id = ANY ($3)
  FOR SHARE
)
INSERT INTO cairn_vault.payload (ledger_id, event_id, key_id, commitment, sealed)
SELECT $1, $2, stored.key_id, stored.commitment, stored.sealed
FROM unnest($3::text[], $4::bytea[], $5::bytea[]) AS stored (key_id, commitment, sealed)
WHERE (SELECT count(*) FROM live) = cardinality($3)
RETURNING key_id
