public import CairnPostgres
public import Foundation
import Synchronization

/// A real PostgreSQL for tests, and a database of its own for each.
///
/// `CAIRN_TEST_DATABASE` names a server whose login may create databases and roles; otherwise a private one is started, on a Unix socket only,
/// and stopped when the tests' process ends.
public struct TestDatabase: Sendable {
    /// Where the database is, as a superuser of the private server.
    public let address: DatabaseAddress
    /// The connection string.
    public let conninfo: String

    private static let server = Mutex<String?>(nil)

    /// Makes an empty database.
    public static func empty() async throws -> TestDatabase {
        let server = try server.withLock { server in
            let started = try server ?? TestServer.start()
            server = started
            return started
        }
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

/// The private server of one test process.
enum TestServer {
    static func start() throws -> String {
        if let given = ProcessInfo.processInfo.environment["CAIRN_TEST_DATABASE"], !given.isEmpty { return given }
        let script = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: ".ci/postgres").path
        let directory = "/tmp/cairn-test-\(UUID().uuidString.prefix(8).lowercased())"
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["bash", script, "start", directory]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        process.waitUntilExit()
        let text = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard process.terminationStatus == 0 else { throw PostgresError(.connect, "the private PostgreSQL of the tests didn't start") }
        try stopWithThisProcess(script, directory)
        return text.split(separator: "\n").first.map { $0.replacing(" dbname=postgres", with: "") } ?? ""
    }

    /// A shell that reads from a pipe which only this process holds: its end is the end of this process, however it comes.
    private static func stopWithThisProcess(_ script: String, _ directory: String) throws {
        let watchdog = Process()
        watchdog.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        watchdog.arguments = [
            "setsid", "bash", "-c", "cat >/dev/null; \"$0\" stop \"$1\" >/dev/null 2>&1; rm -rf \"$1\"", script, directory,
        ]
        watchdog.standardInput = pipe
        watchdog.standardOutput = FileHandle.nullDevice
        watchdog.standardError = FileHandle.nullDevice
        try watchdog.run()
    }

    private static let pipe = Pipe()
}
