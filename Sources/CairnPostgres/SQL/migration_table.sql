CREATE SCHEMA IF NOT EXISTS cairn_migrations;
CREATE TABLE IF NOT EXISTS cairn_migrations.applied (
  number int PRIMARY KEY,
  name text NOT NULL,
  digest bytea NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now()
);
-- Who migrates locks it: nobody else may.
CREATE TABLE IF NOT EXISTS cairn_migrations.turn ();
-- Every program checks, before it starts, that the schema is its own.
GRANT USAGE ON SCHEMA cairn_migrations TO PUBLIC;
GRANT SELECT ON cairn_migrations.applied TO PUBLIC;
