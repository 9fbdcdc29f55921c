-- The vault: subject keys and sealed payloads, the only place from which anything can be erased.
CREATE SCHEMA IF NOT EXISTS cairn_vault AUTHORIZATION cairn_owner;
SET LOCAL ROLE cairn_owner;
GRANT USAGE ON SCHEMA cairn_vault TO cairn_vault;

-- Which institution key the rows below are wrapped with; the key itself is in a file outside. What is wrapped has 72
-- bytes: AES-KWP of a hash that says what it is and whose, and of 32 secret bytes. Lookups and fingerprints are HMACs
-- under lookup_key; code_key wraps what they are the HMAC of. Each rotation makes two new keys and every HMAC again.
CREATE TABLE cairn_vault.institution_key (
  ledger_id int NOT NULL PRIMARY KEY,
  key_id text COLLATE "C" NOT NULL,
  lookup_key bytea NOT NULL CHECK (octet_length(lookup_key) = 72),
  code_key bytea NOT NULL CHECK (octet_length(code_key) = 72)
);

CREATE TABLE cairn_vault.subject (
  ledger_id int NOT NULL,
  subject_id text COLLATE "C" NOT NULL,
  lookup bytea NOT NULL CHECK (octet_length(lookup) = 32), -- HMAC of a hash of the local id
  wrapped_code bytea NOT NULL CHECK (octet_length(wrapped_code) = 72), -- what lookup is the HMAC of
  key_id text COLLATE "C" NOT NULL,
  wrapped_key bytea NOT NULL CHECK (octet_length(wrapped_key) = 72),
  PRIMARY KEY (ledger_id, subject_id),
  UNIQUE (ledger_id, lookup),
  UNIQUE (ledger_id, key_id)
);

CREATE TABLE cairn_vault.payload (
  ledger_id int NOT NULL,
  commitment bytea NOT NULL CHECK (octet_length(commitment) = 32),
  key_id text COLLATE "C" NOT NULL,
  event_id uuid NOT NULL,
  sealed bytea NOT NULL,
  PRIMARY KEY (ledger_id, commitment)
);
CREATE INDEX payload_key ON cairn_vault.payload (ledger_id, key_id);

-- What was imported or erased, by a keyed fingerprint of it, with the exact body that was or will be appended:
-- wrapped_code is bound to the event id and to the hash of this body.
CREATE TABLE cairn_vault.imported (
  ledger_id int NOT NULL,
  fingerprint bytea NOT NULL CHECK (octet_length(fingerprint) = 32),
  wrapped_code bytea NOT NULL CHECK (octet_length(wrapped_code) = 72), -- what fingerprint is the HMAC of
  event_id uuid NOT NULL,
  body bytea NOT NULL,
  PRIMARY KEY (ledger_id, fingerprint)
);
CREATE UNIQUE INDEX imported_event ON cairn_vault.imported (ledger_id, event_id);

GRANT SELECT, INSERT, UPDATE ON cairn_vault.institution_key TO cairn_vault;
GRANT SELECT, INSERT, UPDATE, DELETE ON cairn_vault.subject TO cairn_vault;
GRANT SELECT, INSERT, DELETE ON cairn_vault.payload TO cairn_vault;
GRANT SELECT, INSERT, UPDATE, DELETE ON cairn_vault.imported TO cairn_vault;
