import Cairn
import CairnModel
import CairnPostgres
import CairnTestSupport
import CairnVerification
import Foundation
import Testing

@Suite("a sealer that is killed while it redacts")
struct SealCrashTests {
    /// Where the sealer is stopped.
    enum Point: String, CaseIterable {
        /// Before the state file is written.
        case stateFile
        /// After the state file, before the checkpoint is stored.
        case checkpoint
        /// After the checkpoint was sent, while bodies are taken away.
        case redaction
        /// At the end of the transaction.
        case commit

        /// What makes the database refuse at this point.
        var trap: String? {
            switch self {
            case .stateFile: nil
            case .checkpoint:
                "CREATE TRIGGER trap BEFORE INSERT ON cairn.checkpoint FOR EACH ROW EXECUTE FUNCTION trap()"
            case .redaction: "CREATE TRIGGER trap BEFORE UPDATE ON cairn.entry FOR EACH ROW EXECUTE FUNCTION trap()"
            case .commit:
                """
                CREATE CONSTRAINT TRIGGER trap AFTER INSERT ON cairn.checkpoint
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION trap()
                """
            }
        }

        var table: String { self == .redaction ? "cairn.entry" : "cairn.checkpoint" }
    }

    /// Three entries of submission 0, registrations at 3 and 4, images at 5 to 7, a redaction of 6 at 8.
    @Test(arguments: Point.allCases, [false, true])
    func neitherAFalseAlarmNorABodyThatShouldBeGoneIsLeft(point: Point, withSnapshot: Bool) async throws {
        let ledger = try await TestLedger()
        let gateway = try await ledger.register(["gateway-a.example"], roles: [.init("image")])[0]
        let redactor = try await ledger.register(["redactor.example"], roles: [.redaction])[0]
        _ = try await gateway.append(bodies: (0..<3).map { try TestLedger.body($0) })
        #expect(try await ledger.seal().size == 8)
        let event = try await ledger.redaction(of: 6)
        _ = try await redactor.append(event, source: "urn:test", time: TestLedger.time)

        try await Self.set(point, ledger)
        await #expect(throws: (any Error).self) { try await ledger.seal() }
        // Nothing is half done: the last checkpoint holds, and the body is here as long as it does.
        #expect(try await ledger.hasBody(6))
        #expect(try await ledger.verify().findings == [])
        try await Self.lift(point, ledger)

        if !withSnapshot { try ledger.forgetSnapshot() }
        let report = try await ledger.seal()
        #expect(report.size == 9)
        #expect(report.redacted == [6])
        #expect(try await !ledger.hasBody(6))
        #expect(try await ledger.verify().findings == [])
        #expect(try await ledger.verify().redactions?.total == 1)
        #expect(try await ledger.seal().redacted == [])
    }

    private static func set(_ point: Point, _ ledger: TestLedger) async throws {
        guard let trap = point.trap else {
            try FileManager.default.createDirectory(atPath: ledger.state + ".new", withIntermediateDirectories: true)
            return
        }
        try await ledger.database.run(
            "CREATE FUNCTION trap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'trap'; END $$"
        )
        try await ledger.database.run(trap)
    }

    private static func lift(_ point: Point, _ ledger: TestLedger) async throws {
        guard point.trap != nil else { return try FileManager.default.removeItem(atPath: ledger.state + ".new") }
        try await ledger.database.run("DROP TRIGGER trap ON \(point.table)")
    }

    @Test func aSealerThatFailedOnceSealsNoMore() async throws {
        let ledger = try await TestLedger()
        try await Self.set(.checkpoint, ledger)
        let sealer = try await ledger.sealer()
        for _ in 0..<2 { await #expect(throws: PostgresError.self) { try await sealer.seal() } }
        try await Self.lift(.checkpoint, ledger)
        await #expect(throws: PostgresError.self) { try await sealer.seal() }
        await sealer.close()
        #expect(try await ledger.seal().size == 3)
    }
}
