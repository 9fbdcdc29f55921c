CREATE TABLE IF NOT EXISTS projection (
  name text COLLATE "C" PRIMARY KEY,
  position bigint NOT NULL,
  definition text COLLATE "C" NOT NULL
);
CREATE TABLE IF NOT EXISTS skipped (idx bigint PRIMARY KEY, code text COLLATE "C" NOT NULL)
