-- The table of entries without chain and signature, as a team would make it that needs neither: the same columns, keys and partition.
CREATE TABLE plain (
  ledger_id int NOT NULL,
  idx bigint GENERATED ALWAYS AS IDENTITY,
  recorded_at bigint NOT NULL,
  first_index bigint NOT NULL,
  position int NOT NULL,
  event_id uuid NOT NULL,
  leaf_hash bytea NOT NULL,
  body bytea NOT NULL,
  PRIMARY KEY (ledger_id, idx),
  UNIQUE (ledger_id, event_id)
) PARTITION BY LIST (ledger_id);
CREATE TABLE plain_1 PARTITION OF plain FOR VALUES IN (1);
