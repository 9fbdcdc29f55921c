SELECT DISTINCT family FROM pg_temp.batch
