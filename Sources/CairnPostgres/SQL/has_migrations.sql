SELECT to_regclass('cairn_migrations.applied') IS NOT NULL
