public import CairnPostgres
import Foundation

/// A real PostgreSQL for tests, and a database of its own for each.
///
/// `CAIRN_TEST_DATABASE` names a server whose login may create databases and roles; otherwise a private one is started,
/// on a Unix socket only, and stopped when the tests' process ends.
public struct TestDatabase: Sendable {
    /// What the names of databases and roles begin with that are to be dropped when the process ends.
    public static var prefix: String { TestServer.prefix }

    private let name: String
    /// Where the database is, as a superuser of the private server.
    public let address: DatabaseAddress
    /// The connection string.
    public let conninfo: String

    /// Makes an empty database.
    public static func empty() async throws -> TestDatabase {
        try await make(from: "template1")
    }

    /// Makes a database with the schema of this program: a copy of one that was migrated.
    public static func migrated() async throws -> TestDatabase {
        try await make(from: template.value)
    }

    /// The name of the database that was migrated, once in a process; nobody connects to it any more.
    private static let template = Task {
        let database = try await empty()
        try await Migrator(database.address).migrate()
        return database.name
    }

    private static func make(from template: String) async throws -> TestDatabase {
        let server = try TestServer.conninfo()
        let name = TestServer.prefix + UUID().uuidString.lowercased().filter { $0 != "-" }
        let connection = try await Connection.connect(DatabaseAddress(server + " dbname=postgres"))
        defer { connection.close() }
        try await connection.query(Statement(name: "", sql: "CREATE DATABASE \(name) TEMPLATE \(template)"))
        // A copy has no rights on the database itself: those that migration 0010 gave.
        if template != "template1" {
            try await connection.query(Statement(name: "", sql: "GRANT CREATE ON DATABASE \(name) TO cairn_definer"))
        }
        return TestDatabase(
            name: name,
            address: DatabaseAddress("\(server) dbname=\(name)"),
            conninfo: "\(server) dbname=\(name)"
        )
    }

    /// Runs one statement on a connection of its own.
    @discardableResult
    public func run(_ sql: String, _ parameters: [Parameter] = []) async throws -> QueryResult {
        let connection = try await Connection.connect(address)
        defer { connection.close() }
        return try await connection.query(Statement(name: "", sql: sql), parameters)
    }
}
