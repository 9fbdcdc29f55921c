import CairnPostgres
import Foundation
import Glibc
import Synchronization

/// The private server of one test process: it ends when the process does, however that comes.
enum TestServer {
    private static let running = Mutex<String?>(nil)

    /// The connection string of the server, without a database.
    static func conninfo() throws -> String {
        if let given = ProcessInfo.processInfo.environment["CAIRN_TEST_DATABASE"], !given.isEmpty { return given }
        return try running.withLock { running in
            let conninfo = try running ?? start()
            running = conninfo
            return conninfo
        }
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
        let watchdog =
            "setsid bash -c 'cat >/dev/null; bash \"$0\" stop \"$1\"; rm -rf \"$1\"' '\(script)' '\(directory)' >/dev/null 2>&1"
        // The pipe to the shell is never closed but by the end of this process.
        _ = unsafe popen(watchdog, "we")
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return text.split(separator: "\n").first.map { String($0).replacing(" dbname=postgres", with: "") } ?? ""
    }
}
