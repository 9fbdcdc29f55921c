CREATE TABLE member (
  dataset text COLLATE "C" NOT NULL, kind text COLLATE "C" NOT NULL, ref text COLLATE "C" NOT NULL, idx bigint NOT NULL,
  is_added boolean NOT NULL
)
