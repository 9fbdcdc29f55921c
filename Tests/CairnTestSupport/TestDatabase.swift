public import CairnPostgres
import Foundation

/// A real PostgreSQL for tests, and a database of its own for each.
///
/// `CAIRN_TEST_DATABASE` names a server whose login may create databases and roles; otherwise a private one is started,
/// on a Unix socket only, and stopped when the tests' process ends.
public struct TestDatabase: Sendable {
    /// Where the database is, as a superuser of the private server.
    public let address: DatabaseAddress
    /// The connection string.
    public let conninfo: String

    /// Makes an empty database.
    public static func empty() async throws -> TestDatabase {
        let server = try TestServer.conninfo()
        let name = "cairn_test_" + UUID().uuidString.lowercased().filter { $0 != "-" }
        let connection = try await Connection.connect(DatabaseAddress(server + " dbname=postgres"))
        try await connection.query(Statement(name: "", sql: "CREATE DATABASE \(name)"))
        connection.close()
        return TestDatabase(address: DatabaseAddress("\(server) dbname=\(name)"), conninfo: "\(server) dbname=\(name)")
    }

    /// Makes a database with the schema of this program.
    public static func migrated() async throws -> TestDatabase {
        let database = try await empty()
        try await Migrator(database.address).migrate()
        return database
    }

    /// Runs one statement on a connection of its own.
    @discardableResult
    public func run(_ sql: String, _ parameters: [Parameter] = []) async throws -> QueryResult {
        let connection = try await Connection.connect(address)
        defer { connection.close() }
        return try await connection.query(Statement(name: "", sql: sql), parameters)
    }
}
