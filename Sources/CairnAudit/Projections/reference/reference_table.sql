CREATE TABLE reference (
  kind text COLLATE "C" NOT NULL, ref text COLLATE "C" NOT NULL, idx bigint NOT NULL
)
