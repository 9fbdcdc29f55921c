// PostgresError
