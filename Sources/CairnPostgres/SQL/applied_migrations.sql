SELECT number, digest FROM cairn_migrations.applied ORDER BY number
