CREATE TABLE lineage (
  source_kind text COLLATE "C" NOT NULL, source text COLLATE "C" NOT NULL, relation text COLLATE "C" NOT NULL,
  target_kind text COLLATE "C" NOT NULL, target text COLLATE "C" NOT NULL, idx bigint NOT NULL
)
