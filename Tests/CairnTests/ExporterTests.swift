import CairnLog
import CairnModel
import CairnPostgres
import CairnTestSupport
import CairnVerification
import Foundation
import Testing

@testable import Cairn

@Suite("exports")
struct ExporterTests {
    /// A directory for an export, removed in the end.
    private final class Folder: Sendable {
        let path = FileManager.default.temporaryDirectory.appending(path: "cairn-export-\(UUID().uuidString)").path

        // What stays is a temporary folder.
        deinit { try? FileManager.default.removeItem(atPath: path) }

        /// The paths of the files that hold some bytes.
        func files(with bytes: [UInt8]) throws -> [String] {
            let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
            return try names.filter { name in
                guard
                    (try URL(fileURLWithPath: path + "/" + name).resourceValues(forKeys: [.isRegularFileKey]))
                        .isRegularFile == true
                else { return false }
                return try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)).range(of: Data(bytes)) != nil
            }.sorted()
        }

        func verify(_ ledger: TestLedger, withoutBodies: Bool = false) async throws -> Verdict {
            let reader = DirectoryReader(path)
            return try await LedgerVerifier(ledgerKey: ledger.ledgerKey, withoutBodies: withoutBodies)
                .verify(ExportSource(withoutBodies: withoutBodies) { try reader.read($0) })
        }
    }

    /// A sealed ledger of 305 entries: 3 of submission 0, two registrations (3 and 4), and 300 images (5 to 304).
    private static func ledger() async throws -> (ledger: TestLedger, gateway: Appender, redactor: Appender) {
        let ledger = try await TestLedger()
        let gateway = try await ledger.register(["gateway-a.example"], roles: [.init("image")])[0]
        let redactor = try await ledger.register(["redactor.example"], roles: [.redaction])[0]
        _ = try await gateway.append(bodies: (0..<300).map { try TestLedger.body($0) })
        #expect(try await ledger.seal().size == 305)
        return (ledger, gateway, redactor)
    }

    private static func redact(_ index: UInt64, _ ledger: TestLedger, _ redactor: Appender) async throws {
        let event = try await ledger.redaction(of: index)
        _ = try await redactor.append(event, source: "urn:test", time: TestLedger.time)
        #expect(try await ledger.seal().redacted == [index])
    }

    private static func body(_ index: UInt64, _ ledger: TestLedger) async throws -> [UInt8] {
        try await ledger.database.run("SELECT body FROM cairn.entry WHERE idx = \(index)").only().bytes(0)
    }

    @Test func anEarlierExportLosesTheBodiesThatWereRedactedSince() async throws {
        let (ledger, gateway, redactor) = try await Self.ledger()
        let folder = Folder()
        let (early, late) = (try await Self.body(10, ledger), try await Self.body(300, ledger))
        let first = try await ledger.read { try await Exporter($0, to: folder.path).export() }
        #expect(first == Exporter.Report(size: 305, mended: [], rewritten: []))
        #expect(try await folder.verify(ledger).findings == [])
        // 300 is of a bundle of 49 entries.
        #expect(try folder.files(with: early) == ["bodies/000"])
        #expect(try folder.files(with: late) == ["bodies/001.p/49"])

        try await Self.redact(10, ledger, redactor)
        try await Self.redact(300, ledger, redactor)
        _ = try await gateway.append(bodies: [TestLedger.body(400)])
        _ = try await ledger.seal()
        let second = try await ledger.read { reader in
            try await Exporter(reader, to: folder.path).export { _, _ in
                // Until the new checkpoint is there, the export is still the earlier one, and whole.
                do {
                    let verdict = try await folder.verify(ledger)
                    #expect(verdict.findings == [])
                    #expect(verdict.entries == 305)
                } catch { Issue.record(error) }
            }
        }
        #expect(second == Exporter.Report(size: 308, mended: [], rewritten: ["bodies/000"]))
        #expect(try folder.files(with: early) == [])
        #expect(try folder.files(with: late) == [])
        let verdict = try await folder.verify(ledger)
        #expect(verdict.findings == [])
        #expect(verdict.redactions?.total == 2)
        // A file that was damaged is compared only where that is asked for.
        let file = URL(fileURLWithPath: folder.path + "/bodies/000")
        var bytes = try Data(contentsOf: file)
        bytes[300] ^= 1
        try bytes.write(to: file)
        #expect(try await folder.verify(ledger).exitCode == 2)
        let checked = try await ledger.read { try await Exporter($0, to: folder.path, isChecking: true).export() }
        #expect(checked == Exporter.Report(size: 308, mended: ["bodies/000"], rewritten: []))
        #expect(try await folder.verify(ledger).findings == [])
        // Nothing is left to do.
        let third = try await ledger.read { try await Exporter($0, to: folder.path).export() }
        #expect(third == Exporter.Report(size: 308, mended: [], rewritten: []))
    }

    @Test func anEarlierExportLosesTheBodiesThatWereDiscardedSince() async throws {
        let (ledger, gateway, _) = try await Self.ledger()
        let stranger = try await ledger.author("stranger.example", roles: [])
        let rubbish = Array("{\"rubbish\":1}".utf8)
        let index = try await ledger.append([rubbish], by: stranger)
        let folder = Folder()
        _ = try await ledger.seal()
        _ = try await ledger.read { try await Exporter($0, to: folder.path).export() }
        #expect(try folder.files(with: rubbish) == ["bodies/001.p/50"])
        _ = try await gateway.append(bodies: (300..<600).map { try TestLedger.body($0) })
        _ = try await ledger.seal()
        _ = try await ledger.read { try await Exporter($0, to: folder.path).export() }
        #expect(try folder.files(with: rubbish) == ["bodies/001"])
        _ = try await Discarding.discard(from: index, of: ledger.origin, in: ledger.database.address)
        let report = try await ledger.read { try await Exporter($0, to: folder.path).export() }
        #expect(report.rewritten == ["bodies/001"])
        #expect(try folder.files(with: rubbish) == [])
        #expect(try await ledger.read { try await Exporter($0, to: folder.path).export() }.rewritten == [])
        #expect(try await folder.verify(ledger).findings.map(\.code) == [.unknownKey])
    }

    @Test func anExportGoesOnToTheCheckpointThatShowsWhatItLacksRedacted() async throws {
        let (ledger, _, redactor) = try await Self.ledger()
        let folder = Folder()
        let report = try await ledger.read { reader in
            try await Exporter(reader, to: folder.path).export { written, size in
                // Between the two bundles, entries of both are redacted and sealed.
                guard written == 256, size == 305 else { return }
                do {
                    try await Self.redact(10, ledger, redactor)
                    try await Self.redact(300, ledger, redactor)
                } catch { Issue.record(error) }
            }
        }
        #expect(report.size == 307)
        #expect(report.rewritten == ["bodies/000"])
        #expect(try await folder.verify(ledger).findings == [])
    }

    @Test func withoutBodiesOnlyThoseThatDecideWhatCountsAreWritten() async throws {
        let (ledger, _, _) = try await Self.ledger()
        let folder = Folder()
        let body = try await Self.body(10, ledger)
        let registration = try await Self.body(3, ledger)
        _ = try await ledger.read { try await Exporter($0, to: folder.path, withoutBodies: true).export() }
        #expect(try folder.files(with: body) == [])
        #expect(try folder.files(with: registration) == ["bodies/000"])
        let verdict = try await folder.verify(ledger, withoutBodies: true)
        #expect(verdict.findings.map(\.code) == [.bodyWithheld])
        #expect(verdict.findings.map(\.index) == [5])
        // A verifier that is not told so says that they are missing.
        #expect(try await folder.verify(ledger).exitCode == 2)
        _ = try await ledger.read { try await Exporter($0, to: folder.path).export() }
        #expect(try folder.files(with: body) == ["bodies/000"])
        #expect(try await folder.verify(ledger).findings == [])
        _ = try await ledger.read { try await Exporter($0, to: folder.path, withoutBodies: true).export() }
        #expect(try folder.files(with: body) == [])
        #expect(try await folder.verify(ledger, withoutBodies: true).findings.map(\.code) == [.bodyWithheld])
    }

    /// A backup from before the redaction of 10 is restored: the entries from 200 on come back, redacted ones without
    /// bodies, and 10 loses its body again.
    @Test func whatWasLostComesBackFromAnExportAndWhatWasRedactedStaysGone() async throws {
        let (ledger, gateway, redactor) = try await Self.ledger()
        _ = try await gateway.append(bodies: [TestLedger.body(400)])
        let body = try await Self.body(10, ledger)
        let id = try await ledger.database.run("SELECT event_id FROM cairn.entry WHERE idx = 10").only().bytes(0)
        _ = try await ledger.seal()
        try await Self.redact(305, ledger, redactor)
        try await Self.redact(10, ledger, redactor)
        let folder = Folder()
        _ = try await ledger.read { try await Exporter($0, to: folder.path).export() }

        try await ledger.tamper("DELETE FROM cairn.checkpoint WHERE size > 305")
        try await ledger.tamper("DELETE FROM cairn.entry WHERE idx >= 305")
        try await ledger.tamper("DELETE FROM cairn.submission WHERE first_index >= 305")
        try await ledger.database.run("ALTER TABLE cairn.entry_1 DISABLE TRIGGER append_only")
        try await ledger.database.run(
            "UPDATE cairn.entry SET body = $1, body_hash = NULL, event_id = $2 WHERE idx = 10",
            [.bytes(body), .uuid(id)]
        )
        try await ledger.database.run("ALTER TABLE cairn.entry_1 ENABLE ALWAYS TRIGGER append_only")
        try ledger.forgetSnapshot()
        await #expect { try await ledger.seal() } throws: { ($0 as? CairnError)?.code == .behind }

        let reader = DirectoryReader(folder.path)
        let source = ExportSource { try reader.read($0) }
        let checkpoint = try #require(try await folder.verify(ledger).checkpoint)
        let restored = try await LedgerRestoration(database: ledger.database.address, origin: ledger.origin)
            .restore(from: source, below: checkpoint)
        #expect(restored == 3)
        #expect(try await !ledger.hasBody(305))
        let report = try await ledger.seal()
        #expect(report.size == 308)
        #expect(report.redacted == [10])
        #expect(try await !ledger.hasBody(10))
        #expect(try await ledger.verify().findings == [])
    }
}
