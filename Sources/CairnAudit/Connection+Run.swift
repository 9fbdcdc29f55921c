import CairnPostgres

extension Connection {
    /// Runs one statement of this program's own text.
    func run(_ sql: String) async throws {
        try await query(Statement(name: "", sql: sql))
    }
}
