SELECT to_regclass($1::text || '.projection') IS NOT NULL
