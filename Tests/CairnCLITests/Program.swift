import Foundation
import Glibc
import Testing

/// The built program, with a state directory of its own.
struct Program {
    let state = "/tmp/cairn-cli-\(UUID().uuidString.prefix(8).lowercased())"
    private let binary: String

    init() throws {
        let built = URL(fileURLWithPath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        let folders =
            [Bundle.main.bundleURL, built.deletingLastPathComponent()] + [
                URL(fileURLWithPath: Program.root + "/.build/debug")
            ]
        let found = folders.map { $0.appending(path: "cairn").path }.first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
        binary = try #require(found)
    }

    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
    static let events = root + "/Examples/events.ndjson"

    func run(_ arguments: String) throws -> (status: Int32, output: String) {
        try Program.shell(command(arguments))
    }

    /// A line for a shell.
    func command(_ arguments: String) -> String { "env CAIRN_STATE='\(state)' '\(binary)' \(arguments)" }

    /// A private PostgreSQL with a ledger of four entries, the last of which registers a gateway.
    func begin() throws {
        #expect(try run("up").status == 0)
        #expect(try run("init ledger.hospital-a.example/imaging").status == 0)
        #expect(try run("key generate gateway.hospital-a.example").status == 0)
        let register = "key register gateway.hospital-a.example --role image --role example.thing-happened"
        #expect(try run(register).status == 0)
    }

    func remove() {
        _ = try? run("down")  // It may be down already.
        try? FileManager.default.removeItem(atPath: state)  // What stays is a temporary folder.
    }

    static func shell(_ command: String) throws -> (status: Int32, output: String) {
        guard let stream = unsafe popen("{ \(command) ; } 2>&1 </dev/null", "re") else { throw POSIXError(.EMFILE) }
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe fread(&buffer, 1, buffer.count, stream)
            guard count > 0 else { break }
            output += buffer[..<count]
        }
        return (unsafe pclose(stream) >> 8 & 0xFF, String(decoding: output, as: UTF8.self))
    }
}
