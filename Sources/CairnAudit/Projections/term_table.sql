-- The wider terms of each term, itself included.
CREATE TABLE term (
  narrow text COLLATE "C" NOT NULL,
  broad text COLLATE "C" NOT NULL,
  PRIMARY KEY (narrow, broad)
)
