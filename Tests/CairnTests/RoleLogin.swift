import CairnPostgres
import CairnTestSupport
import Foundation

/// A login of the test server that is no superuser and a member of some roles, with one connection.
struct RoleLogin {
    /// Its name, which no other login has.
    let name: String
    /// The address of the database as this login.
    let address: DatabaseAddress
    /// Its roles.
    let description: String
    private let connection: Connection

    private init(_ name: String, _ description: String, _ address: DatabaseAddress) async throws {
        self.name = name
        self.description = description
        self.address = address
        connection = try await Connection.connect(address)
    }

    /// Runs a function with a new login, which is dropped in the end.
    static func with(
        _ roles: [CairnRole],
        in database: TestDatabase,
        _ body: (RoleLogin) async throws -> Void
    ) async throws {
        let name = TestDatabase.prefix + UUID().uuidString.lowercased().filter { $0 != "-" }
        let membership = roles.isEmpty ? "" : "IN ROLE " + roles.map(\.name).joined(separator: ", ")
        try await database.run("CREATE ROLE \(name) LOGIN NOSUPERUSER \(membership)")
        do {
            let login = try await RoleLogin(name, membership, DatabaseAddress("\(database.conninfo) user=\(name)"))
            defer { login.connection.close() }
            try await body(login)
        } catch {
            try await database.run("DROP OWNED BY \(name)")
            try await database.run("DROP ROLE \(name)")
            throw error
        }
        try await database.run("DROP OWNED BY \(name)")
        try await database.run("DROP ROLE \(name)")
    }

    /// Runs a function with the server's superuser, who made the database.
    static func withOwner(of database: TestDatabase, _ body: (RoleLogin) async throws -> Void) async throws {
        let owner = try await RoleLogin("", "the owner", database.address)
        defer { owner.connection.close() }
        try await body(owner)
    }

    /// Runs a statement, whose changes stay.
    @discardableResult
    func run(_ sql: String, _ parameters: [Parameter] = []) async throws -> QueryResult {
        try await connection.query(Statement(name: "run", sql: sql), parameters)
    }

    /// The SQLSTATE that a statement ends with, `00000` where it succeeds; what it changed is undone.
    func outcome(of sql: String, _ parameters: [Parameter] = []) async throws -> String {
        try await run("BEGIN")
        var outcome = "00000"
        do { try await run(sql, parameters) } catch let error as PostgresError { outcome = error.code.rawValue }
        try await run("ROLLBACK")
        return outcome
    }
}
