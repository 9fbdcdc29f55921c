import CairnPostgres
import Foundation
import Glibc
import Synchronization

/// The private server of one test process: it ends when the process does, however that comes.
///
/// On a server of somebody
/// else's, the databases and roles of the process are dropped then.
enum TestServer {
    private static let running = Mutex<String?>(nil)

    /// What the names of this process's databases begin with.
    static let prefix = "cairn_test_\(UUID().uuidString.prefix(8).lowercased())_"

    /// The connection string of the server, without a database.
    static func conninfo() throws -> String {
        try running.withLock { running in
            let given = ProcessInfo.processInfo.environment["CAIRN_TEST_DATABASE"] ?? ""
            let conninfo = try running ?? (given.isEmpty ? start() : lend(given))
            running = conninfo
            return conninfo
        }
    }

    /// Takes a server of somebody else's, and sees to it that no database and no role of this process stays there.
    private static func lend(_ conninfo: String) -> String {
        let drop = """
            SELECT d.command FROM (
              SELECT 1, format('DROP DATABASE %I WITH (FORCE)', datname) FROM pg_database
              WHERE starts_with(datname, '\(prefix)')
              UNION ALL
              SELECT 2, format('DROP ROLE %I', rolname) FROM pg_roles WHERE starts_with(rolname, '\(prefix)')
            ) AS d (step, command) ORDER BY d.step
            """
        atTheEnd(of: "echo \"$1 \\\\gexec\" | psql --no-psqlrc --quiet \"$0 dbname=postgres\"", conninfo, drop)
        return conninfo
    }

    /// Runs a command of the shell when this process has ended.
    private static func atTheEnd(of command: String, _ first: String, _ second: String) {
        let quoted = [first, second].map { "'\($0.replacing("'", with: "'\\''"))'" }.joined(separator: " ")
        // The pipe to the shell is never closed but by the end of this process.
        _ = unsafe popen("setsid bash -c 'cat >/dev/null; \(command)' \(quoted) >/dev/null 2>&1", "we")
    }

    private static func start() throws -> String {
        let script = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: ".ci/postgres").path
        let directory = "/tmp/cairn-test-\(UUID().uuidString.prefix(8).lowercased())"
        guard let output = unsafe popen("bash '\(script)' start '\(directory)' 2>/dev/null </dev/null", "re") else {
            throw PostgresError(.connect, "the private PostgreSQL of the tests can't be started")
        }
        var line = [CChar](repeating: 0, count: 512)
        _ = unsafe fgets(&line, 512, output)
        guard unsafe pclose(output) == 0 else {
            throw PostgresError(.connect, "the private PostgreSQL of the tests didn't start")
        }
        atTheEnd(of: "bash \"$0\" stop \"$1\"; rm -rf \"$1\"", script, directory)
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return text.split(separator: "\n").first.map { String($0).replacing(" dbname=postgres", with: "") } ?? ""
    }
}
