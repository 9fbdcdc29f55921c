-- Makes a schema the one in which tables are looked for, until the connection ends; times are in UTC.
SELECT set_config('search_path', $1::text || ', pg_catalog, pg_temp', false), set_config('TimeZone', 'UTC', false)
