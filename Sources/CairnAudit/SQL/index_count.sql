SELECT count(*) FROM pg_indexes WHERE schemaname = $1::text AND tablename = $2::text
