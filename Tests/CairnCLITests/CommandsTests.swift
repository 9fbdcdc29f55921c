import Foundation
import Glibc
import Testing

@Suite("cairn")
struct CommandsTests {
    @Test func aLedgerGoesFromUpToAVerifiedExportAndAnInsidersChangeIsNamed() throws {
        let cairn = try Program()
        defer { cairn.remove() }
        #expect(try cairn.run("up").status == 0)
        #expect(try cairn.run("init ledger.hospital-a.example/imaging").status == 0)
        #expect(try cairn.run("key generate gateway.hospital-a.example").status == 0)
        #expect(try cairn.run("key register gateway.hospital-a.example --role image").status == 0)
        let append = "append '\(Program.events)' --author gateway.hospital-a.example"
        let first = try cairn.run(append)
        #expect(first.status == 0)
        #expect(try cairn.run(append).output == first.output)
        #expect(try cairn.run("seal").output == "Sealed: 15 entries under a signed checkpoint, 15 of them new.\n")
        let export = cairn.state + "/export"
        #expect(try cairn.run("export '\(export)'").output == "Exported 15 entries to \(export)\n")
        #expect(try cairn.run("verify '\(export)' --remember '\(cairn.state)/memory'").status == 0)
        #expect(try cairn.run("verify").status == 0)
        #expect(try cairn.run("doctor").status == 0)
        #expect(try cairn.run("show 3 --json").output.contains("\"index\":3"))

        let proof = cairn.state + "/proof"
        #expect(try cairn.run("prove 9 --output '\(proof)'").status == 0)
        #expect(try cairn.run("verify '\(proof)'").status == 0)
        #expect(try Program.shell("printf x >>'\(proof)/entry'").status == 0)
        #expect(try cairn.run("verify '\(proof)'").status == 2)

        let insider = """
            SET session_replication_role = replica; ALTER TABLE cairn.entry_1 DISABLE TRIGGER append_only;
            UPDATE cairn.entry SET body = set_byte(body, 60, 66) WHERE idx = 7
            """
        #expect(
            try Program.shell("psql -qX 'host=\(cairn.state)/postgres user=cairn dbname=cairn' -c '\(insider)'").status
                == 0
        )
        let verdict = try cairn.run("verify --json")
        #expect(verdict.status == 2)
        #expect(verdict.output.contains("\"findings\":[{\"code\":\"entry.leaf-hash\""))
        #expect(verdict.output.contains("\"index\":7"))
        #expect(try cairn.run("down").status == 0)
        #expect(try cairn.run("status").status == 1)
    }

    @Test func usageErrorsEndWithOneAndSayHow() throws {
        let cairn = try Program()
        defer { cairn.remove() }
        let answer = try cairn.run("verify --bogus")
        #expect(answer.status == 1)
        #expect(answer.output.contains("Usage: cairn verify"))
        #expect(try cairn.run("--help").status == 0)
        #expect(try cairn.run("init 'Not A Name'").output.contains("name.invalid"))
        #expect(try cairn.run("status").output.contains("cairn init"))
    }
}

/// The built program, with a state directory of its own.
private struct Program {
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
        try Program.shell("CAIRN_STATE='\(state)' '\(binary)' \(arguments)")
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
