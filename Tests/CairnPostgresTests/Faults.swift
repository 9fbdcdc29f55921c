import CairnPostgres

/// The error of PostgreSQL or of the way to it that a function throws.
func postgresError(_ body: () async throws -> Void) async -> PostgresError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? PostgresError
    }
}
