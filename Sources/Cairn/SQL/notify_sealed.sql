SELECT pg_notify('cairn_sealed', $1::text)
