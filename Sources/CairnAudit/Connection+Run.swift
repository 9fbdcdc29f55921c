import CairnPostgres

extension Connection {
    /// Runs one statement of this program's own text.
    func run(_ sql: String) async throws {
        try await query(Statement(name: "", sql: sql))
    }

    /// The rows that a statement of a file gives.
    @discardableResult
    func rows(_ sql: [UInt8], _ parameters: [Parameter] = []) async throws -> [QueryResult.Row] {
        try await query(Statement(name: "", sql: sql), parameters).rows
    }

    /// The only row that a statement of a file gives.
    func only(_ sql: [UInt8], _ parameters: [Parameter] = []) async throws -> QueryResult.Row {
        try await query(Statement(name: "", sql: sql), parameters).only()
    }
}
