import CairnTestSupport
import Foundation
import Testing

/// Kills the appender, the sealer and PostgreSQL, again and again, wherever they happen to be.
@Suite("after kill -9")
struct CrashTests {
    private struct Receipt: Decodable, Hashable {
        let id: String
        let index: UInt64
    }

    private struct Logged: Decodable {
        let id: String
        let index: UInt64
    }

    private static let events = 2_500
    private static let rounds = ProcessInfo.processInfo.environment["CAIRN_EXHAUSTIVE"] == nil ? 10 : 200

    /// Also where the database doesn't ask commits to wait for the disk.
    @Test(arguments: ["on", "off"])
    func noAcknowledgedEventIsLostOrDoubledAndTheNextStartGoesOn(synchronousCommit: String) throws {
        let cairn = try Program()
        defer { cairn.remove() }
        try cairn.begin()
        let setting = "ALTER DATABASE cairn SET synchronous_commit = \(synchronousCommit)"
        let psql = "psql -qX 'host=\(cairn.state)/postgres user=cairn dbname=postgres' -c '\(setting)'"
        #expect(try Program.shell(psql).status == 0)
        for round in 0...CrashTests.rounds {
            try write(round * CrashTests.events, to: "\(cairn.state)/events.\(round)")
        }
        let append = cairn.command("append - --author gateway.hospital-a.example --json --wait 600")
        let script = """
            cd '\(cairn.state)'
            pick() { echo $(( $(od -An -N2 -tu2 /dev/urandom) % $1 )); }
            wait_up_to() { local ms; ms=$(pick $1); sleep $(printf '%d.%03d' $((ms / 1000)) $((ms % 1000))); }
            # Kills come within the time that an append takes here and now.
            begun=$(date +%s%N)
            \(append) <events.0 >receipts.0 || exit 1
            whole=$(( ($(date +%s%N) - begun) / 1000000 + 1 ))
            for round in $(seq \(CrashTests.rounds)); do
              \(cairn.command("up")) 2>&1 >/dev/null || exit 1
              \(cairn.command("seal --follow")) >>sealed 2>>waited & sealer=$!
              cat events.$((round - 1)) events.$round >both
              \(append) <both >receipts.$round 2>>appended & appender=$!
              wait_up_to $((whole * 2))
              case $(pick 4) in
              0) kill -9 $appender ;;
              1) kill -9 $sealer ;;
              2) kill -9 $(head -1 postgres/data/postmaster.pid) ;;
              3) kill -9 $(pgrep -P $(head -1 postgres/data/postmaster.pid)) $(head -1 postgres/data/postmaster.pid) ;;
              esac
              wait_up_to $whole
              kill -9 $appender $sealer 2>/dev/null
              wait
              echo round $round
            done
            \(cairn.command("up")) 2>&1 >/dev/null || exit 1
            \(cairn.command("seal")) >>sealed || exit 1
            cat events.* | \(append) >receipts.last || exit 1
            """
        let chaos = try Program.shell(script)
        #expect(chaos.status == 0, "\(chaos.output)")
        #expect(chaos.output.contains("round \(CrashTests.rounds)\n"))

        var doubled: [String] = []
        var places: [String: Int] = [:]
        for logged in try lines(Logged.self, cairn.run("log --count 10000000 --json").output) {
            if places.updateValue(Int(logged.index), forKey: logged.id) != nil { doubled.append(logged.id) }
        }
        #expect(doubled == [])
        #expect(places.count == (CrashTests.rounds + 1) * CrashTests.events + 4)
        var acknowledged = 0
        var lost: [String] = []
        for round in (1...CrashTests.rounds).map(String.init) + ["last"] {
            let file = URL(fileURLWithPath: "\(cairn.state)/receipts.\(round)")
            let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
            // What the process was about to write when it was killed was not said.
            let whole = text.lastIndex(of: "\n").map { String(text[...$0]) } ?? ""
            for receipt in try lines(Receipt.self, whole) {
                acknowledged += 1
                if places[receipt.id] != Int(receipt.index) { lost.append(receipt.id) }
            }
        }
        #expect(lost == [])
        #expect(acknowledged > places.count)
        #expect(try cairn.run("seal").status == 0)
        let verdict = try cairn.run("verify --json")
        #expect(verdict.status == 0, "\(verdict.output)")
        #expect(try cairn.run("doctor").status == 0)
    }

    private func lines<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> [Value] {
        let decoder = JSONDecoder()
        return try text.split(separator: "\n").map { try decoder.decode(type, from: Data($0.utf8)) }
    }

    private func write(_ first: Int, to path: String) throws {
        var text = ""
        for number in first..<(first + CrashTests.events) {
            let id = "01920000-0000-7000-8000-" + String(repeating: "0", count: 12 - "\(number)".count) + "\(number)"
            text += """
                {"specversion":"1.0","id":"\(id)","source":"urn:test","type":"example.thing-happened",\
                "time":"2026-01-01T00:00:00Z","data":{"number":\(number)}}\n
                """
        }
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }
}
