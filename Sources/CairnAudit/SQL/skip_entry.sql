INSERT INTO skipped (idx, code) VALUES ($1::bigint, $2::text)
