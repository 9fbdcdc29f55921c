INSERT INTO cairn_migrations.applied (number, name, digest) VALUES ($1, $2, $3)
