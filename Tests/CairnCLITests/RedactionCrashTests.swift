import CairnTestSupport
import Foundation
import Testing

/// `cairn seal` is killed while it carries out redactions, at points that a seed chooses within the time that a whole seal takes.
@Suite("after kill -9 during a redaction")
struct RedactionCrashTests {
    /// Each of the twelve entries 4 to 15 is redacted in a round of its own.
    private static let rounds = 12
    private static let killsARound = 2

    /// The parts of a seal's time after which it is killed, in thousandths: a linear congruence, so that a failure can be run again.
    private static let kills: [Int] = {
        var state: UInt32 = 2_026
        return (0..<(rounds * killsARound)).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return Int(state >> 16) % 1_000
        }
    }()

    @Test func neitherAFalseAlarmNorABodyIsLeft() throws {
        let ledger = try RedactTests.ledger()
        let cairn = ledger.cairn
        defer { cairn.remove() }
        let begun = ContinuousClock.now
        #expect(try cairn.run("seal").status == 0)
        let whole = ContinuousClock.now - begun
        let milliseconds = Double(whole.components.seconds) * 1e3 + Double(whole.components.attoseconds) / 1e15
        let export = "\(cairn.state)/export"
        for round in 0..<RedactionCrashTests.rounds {
            let entry = 4 + round
            let redact = try cairn.run("redact \(entry) --reason name-in-note --author \(RedactTests.redactor)")
            #expect(redact.status == 0, "\(redact.output)")
            for kill in RedactionCrashTests.kills[(round * 2)..<(round * 2 + 2)] {
                let seconds = max(0.001, milliseconds * Double(kill) / 1e6)
                _ = try Program.shell("timeout --signal=KILL \(seconds) \(cairn.command("seal"))")
                let verdict = try cairn.run("verify --json")
                #expect(verdict.status == 0, "round \(round), killed at \(kill): \(verdict.output)")
            }
            // The lock of the one that was killed is free as soon as PostgreSQL notices.
            let sealed = try (0..<200).first { _ in try cairn.run("seal").status == 0 }
            #expect(sealed != nil)
            let standing = try cairn.run("show \(entry) --json").output
            #expect(standing.contains(#""state":"redacted""#), "\(standing)")
            #expect(!standing.contains(#""body":"#))
            #expect(try cairn.run("verify").status == 0)
            #expect(try cairn.run("export '\(export)'").status == 0)
            #expect(try cairn.run("verify '\(export)'").status == 0)
        }
        // 12 redactions, entries 26 to 37.
        #expect(try cairn.run("status --json").output.contains(#""entries":38"#))
        #expect(try cairn.run("verify --json").output.contains(#""redactions":{"cairn.image.rejected.v1":12}"#))
        let bodies = "SELECT count(*) FROM cairn.entry WHERE idx BETWEEN 4 AND 15 AND body IS NOT NULL"
        let conninfo = "host=\(cairn.state)/postgres user=cairn dbname=cairn"
        #expect(try Program.shell("psql -qAtX '\(conninfo)' -c '\(bodies)'").output == "0\n")
    }
}
