SELECT pg_try_advisory_lock(1128354643, $1::int4)
