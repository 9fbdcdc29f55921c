-- The tables of a ledger. `ledger_id` leads every key. Nothing that is hashed is ever rebuilt from columns: bytes are bytes.
SET LOCAL ROLE cairn_owner;

CREATE TABLE cairn.ledger (
  ledger_id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  origin text COLLATE "C" NOT NULL UNIQUE CHECK (origin ~ '^[a-z0-9._~/-]{1,255}$' AND split_part(origin, '/', 1) LIKE '%.%'),
  configuration jsonb NOT NULL DEFAULT '{}'
);

-- Which login may append for which author's key, and the leaf hash of the entry that registered the key: the author's first anchor.
CREATE TABLE cairn.author_login (
  ledger_id int NOT NULL REFERENCES cairn.ledger,
  author text COLLATE "C" NOT NULL,
  login name NOT NULL,
  registration bytea NOT NULL CHECK (octet_length(registration) = 32),
  PRIMARY KEY (ledger_id, author, login)
);

-- Which login may read or seal which ledger.
CREATE TABLE cairn.ledger_login (
  ledger_id int NOT NULL REFERENCES cairn.ledger,
  login name NOT NULL,
  PRIMARY KEY (login, ledger_id)
);

CREATE TABLE cairn.entry (
  ledger_id int NOT NULL,
  idx bigint NOT NULL CHECK (idx >= 0),
  recorded_at bigint NOT NULL,
  first_index bigint NOT NULL,
  position int NOT NULL,
  event_id uuid NOT NULL,
  leaf_hash bytea NOT NULL CHECK (octet_length(leaf_hash) = 32),
  body bytea NOT NULL,
  PRIMARY KEY (ledger_id, idx),
  UNIQUE (ledger_id, event_id)
) PARTITION BY LIST (ledger_id);
ALTER TABLE cairn.entry ALTER body SET STORAGE EXTERNAL;

CREATE TABLE cairn.submission (
  ledger_id int NOT NULL REFERENCES cairn.ledger,
  first_index bigint NOT NULL,
  author text COLLATE "C" NOT NULL,
  number bigint NOT NULL,
  statement_hash bytea NOT NULL CHECK (octet_length(statement_hash) = 32),
  note_hash bytea NOT NULL CHECK (octet_length(note_hash) = 32),
  note bytea NOT NULL,
  PRIMARY KEY (ledger_id, first_index),
  UNIQUE (ledger_id, note_hash)
);
CREATE INDEX submission_author ON cairn.submission (ledger_id, author, first_index);

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

-- Caches that the sealer writes and verification checks: what doesn't count, and what counts but couldn't be decoded.
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
