-- The tables of a ledger. `ledger_id` leads every key. Nothing that is hashed is ever rebuilt from columns: bytes are
-- bytes.
SET LOCAL ROLE cairn_owner;

CREATE TABLE cairn.ledger (
  ledger_id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- Segments that don't begin with a dot; the first contains one and doesn't end with one: a name can become a path
  -- or a URL.
  origin text COLLATE "C" NOT NULL UNIQUE CHECK (
    octet_length(origin) <= 255
    AND origin ~ '^[a-z0-9_~-][a-z0-9._~-]*(/[a-z0-9_~-][a-z0-9._~-]*)*$'
    AND split_part(origin, '/', 1) ~ '\.[^.]*[^.]$'
  ),
  configuration jsonb NOT NULL DEFAULT '{}'
);

-- Which login may append for which author's key.
CREATE TABLE cairn.author_login (
  ledger_id int NOT NULL REFERENCES cairn.ledger,
  author text COLLATE "C" NOT NULL,
  login name NOT NULL,
  PRIMARY KEY (ledger_id, author, login)
);

-- Which login may read or seal which ledger.
CREATE TABLE cairn.ledger_login (
  ledger_id int NOT NULL REFERENCES cairn.ledger,
  login name NOT NULL,
  PRIMARY KEY (login, ledger_id)
);

-- Either the body of an entry, or, where it was redacted or discarded, its body hash. What the functions that write
-- here guarantee has no CHECK and no foreign key: these cost a single append 4 % each, and verification judges every
-- row.
CREATE TABLE cairn.entry (
  ledger_id int NOT NULL,
  idx bigint NOT NULL,
  recorded_at bigint NOT NULL,
  first_index bigint NOT NULL,
  position int NOT NULL,
  event_id uuid NOT NULL,
  leaf_hash bytea NOT NULL,
  body bytea,
  body_hash bytea,
  PRIMARY KEY (ledger_id, idx),
  UNIQUE (ledger_id, event_id)
) PARTITION BY LIST (ledger_id);
ALTER TABLE cairn.entry ALTER body SET STORAGE EXTERNAL;

-- One note that was appended. The anchor is the number of entries that its author had seen.
CREATE TABLE cairn.submission (
  ledger_id int NOT NULL,
  first_index bigint NOT NULL,
  author text COLLATE "C" NOT NULL,
  number bigint NOT NULL,
  anchor bigint NOT NULL,
  statement_hash bytea NOT NULL,
  note_hash bytea NOT NULL,
  note bytea NOT NULL,
  PRIMARY KEY (ledger_id, first_index)
);
CREATE INDEX submission_author ON cairn.submission (ledger_id, author, number, first_index);

-- Full tiles. Of level 0 only the root is kept: its hashes are the leaf hashes of the entries.
CREATE TABLE cairn.tile (
  ledger_id int NOT NULL REFERENCES cairn.ledger,
  level smallint NOT NULL,
  idx bigint NOT NULL,
  hashes bytea CHECK ((hashes IS NULL) = (level = 0) AND (hashes IS NULL OR octet_length(hashes) = 8192)),
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  PRIMARY KEY (ledger_id, level, idx)
);

-- The unique previous size is the compare-and-swap: of two sealers, one fails.
CREATE TABLE cairn.checkpoint (
  ledger_id int NOT NULL REFERENCES cairn.ledger,
  size bigint NOT NULL,
  previous_size bigint NOT NULL CHECK (previous_size < size),
  note bytea NOT NULL,
  PRIMARY KEY (ledger_id, size),
  UNIQUE (ledger_id, previous_size)
);

CREATE TABLE cairn.cosignature (
  ledger_id int NOT NULL,
  size bigint NOT NULL,
  witness text COLLATE "C" NOT NULL,
  line bytea NOT NULL,
  PRIMARY KEY (ledger_id, size, witness),
  FOREIGN KEY (ledger_id, size) REFERENCES cairn.checkpoint
);

-- Caches that the sealer writes and verification checks: submissions that don't count; and in those that count,
-- events that don't (submission.body, submission.role) or that couldn't be decoded.
CREATE TABLE cairn.discounted (
  ledger_id int NOT NULL,
  first_index bigint NOT NULL,
  code text COLLATE "C" NOT NULL,
  PRIMARY KEY (ledger_id, first_index),
  FOREIGN KEY (ledger_id, first_index) REFERENCES cairn.submission
);
CREATE TABLE cairn.uninterpreted (
  ledger_id int NOT NULL REFERENCES cairn.ledger,
  idx bigint NOT NULL,
  code text COLLATE "C" NOT NULL,
  PRIMARY KEY (ledger_id, idx)
);

-- While a ledger is listed here, its appends are refused: entries that were signed are missing.
CREATE TABLE cairn.stopped (
  ledger_id int PRIMARY KEY REFERENCES cairn.ledger,
  reason text NOT NULL
);
