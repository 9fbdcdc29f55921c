import CairnCrypto
import CairnModel
import Foundation
import Testing

/// A body that must not be there is taken away, through the program alone; everything else still verifies.
@Suite("cairn redact")
struct RedactTests {
    static let redactor = "redactor.hospital-a.example"

    private struct Verified: Decodable {
        let entries: UInt64
        let submissions: UInt64
        let redactions: [String: UInt64]
    }

    /// The attacked ledger with one entry more, 25, that registers a redactor.
    static func ledger() throws -> AttackedLedger {
        let ledger = try AttackedLedger()
        #expect(try ledger.cairn.run("key generate \(redactor)").status == 0)
        let registered = try ledger.cairn.run("key register \(redactor) --role redaction").output
        #expect(registered == "Entry 25: \(redactor) may sign redaction.\n")
        return ledger
    }

    /// The body of an entry below 256, from an export of so many entries.
    static func body(of index: Int, in export: String, size: Int) throws -> [UInt8] {
        let file = URL(fileURLWithPath: "\(export)/bodies/000.p/\(size)")
        let bytes = [UInt8](try Data(contentsOf: file))
        var place = 0
        for _ in 0..<index { place += 2 + Int(bytes[place]) << 8 + Int(bytes[place + 1]) }
        return Array(bytes[(place + 2)..<(place + 2 + Int(bytes[place]) << 8 + Int(bytes[place + 1]))])
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { String(UInt16($0) + 0x100, radix: 16).suffix(2) }.joined()
    }

    @Test func aBodyGoesAndEverythingElseStillVerifies() throws {
        let ledger = try RedactTests.ledger()
        let cairn = ledger.cairn
        defer { cairn.remove() }
        let (old, kept) = ("\(cairn.state)/old", "\(cairn.state)/kept")
        #expect(try cairn.run("export '\(old)'").status == 0)
        try #require(Program.shell("cp -r '\(old)' '\(kept)' && cp '\(ledger.memory)' '\(kept).memory'").status == 0)
        try #require(Program.shell("cp '\(ledger.memory).fold' '\(kept).memory.fold'").status == 0)
        let body = try RedactTests.body(of: 7, in: kept, size: 25)
        let id = "\(try Body(checking: body).id)"

        // Entry 7 is the fourth line of the file, 17 the second event of the second submission. The redactions are 26 and 27.
        let redact = try cairn.run("redact 7 17 --reason name-in-note --author \(RedactTests.redactor)")
        #expect(redact.status == 0)
        #expect(redact.output.hasPrefix("Entry 26 redacts entry 7, cairn.image.rejected.v1: name-in-note\n"))
        #expect(redact.output.contains("Entry 27 redacts entry 17, example.thing-happened: name-in-note\n"))
        #expect(redact.output.contains("can't be brought back"))
        #expect(redact.output.contains("Copies from before still hold"))
        #expect(try cairn.run("show 7").output.contains("the body goes at the next seal"))
        #expect(try cairn.run("show 7").output.contains(id))
        let seal = try cairn.run("seal")
        #expect(
            seal.output == """
                Sealed: 28 entries under a signed checkpoint, 3 of them new.
                Redacted, the bodies are gone: entry 7, entry 17. The tables that questions read lose them with the \
                next cairn project

                """
        )
        #expect(seal.status == 0)

        let shown = try cairn.run("show 7")
        #expect(shown.output.contains("body         redacted by entry 26, "))
        #expect(shown.output.contains(": name-in-note\n"))
        #expect(!shown.output.contains("event        "))
        #expect(
            try cairn.run("show 7 --json").output.contains(#""redactedBy":26,"redactedType":"cairn.image.rejected.v1""#)
        )
        #expect(try cairn.run("log --from 17 --count 1").output.contains("(redacted by entry 27, "))
        #expect(try cairn.run("status --json").output.contains(#""redacted":2"#))
        #expect(try cairn.run("show \(id)").output.contains("entry.none"))

        // Genesis, five keys' and authors' submissions as before, the redactor's registration, the redactions: 8.
        let verdict = try cairn.run("verify --json")
        #expect(verdict.status == 0, "\(verdict.output)")
        let verified = try JSONDecoder().decode(Verified.self, from: Data(verdict.output.utf8))
        #expect(verified.entries == 28)
        #expect(verified.submissions == 8)
        #expect(verified.redactions == ["cairn.image.rejected.v1": 1, "example.thing-happened": 1])
        #expect(try cairn.run("verify").output.contains("1 of cairn.image.rejected.v1, 1 of example.thing-happened"))
        #expect(try cairn.run("verify --remember '\(ledger.memory)'").status == 0)
        #expect(try cairn.run("verify --remember '\(kept).memory' --new").status == 0)

        #expect(try cairn.run("export '\(old)'").status == 0)
        #expect(try Program.shell("grep -r '\(id)' '\(old)'").status == 1)
        #expect(try ledger.verify("'\(old)'").exitCode == 0)
        #expect(try ledger.verify("'\(kept)'").exitCode == 0, "an old copy is honest")

        try proofsShowNoBody(ledger)
        // A body that comes back breaks a promise, and is told; one that goes without a redaction is tampering.
        let back = "UPDATE cairn.entry SET body = '\\x\(RedactTests.hex(body))', body_hash = NULL WHERE idx = 7"
        let again = try ledger.attack(back + "; UPDATE cairn.entry SET event_id = '\(id)' WHERE idx = 7")
        try ledger.expect(.init("entry.not-redacted", at: 7, exit: 3), "--database '\(again)'", "a body comes back")
        let gone = "UPDATE cairn.entry SET body_hash = sha256('\\x00'::bytea || body), body = NULL WHERE idx = 8"
        try ledger.expect(.init("entry.body-missing", at: 8), "--database '\(ledger.attack(gone))'", "a body goes")
    }

    private func proofsShowNoBody(_ ledger: AttackedLedger) throws {
        let proof = ledger.cairn.state + "/proof"
        let proven = try ledger.cairn.run("prove 7 --output '\(proof)'")
        #expect(proven.output.contains("who signed when, not what"))
        #expect(!FileManager.default.fileExists(atPath: proof + "/body"))
        try ledger.expect(.init("entry.body-withheld", at: 7, exit: 3), "'\(proof)'", "a proof without a body")
        let evidence = try DamagedFilesTests.evidence(of: 7, in: proof)
        let read = try ledger.cairn.run("verify '\(evidence)'")
        #expect(read.status == 3)
        #expect(read.output.contains("can support no row: entries 7"))
    }

    @Test func whatCanHaveNoEffectIsRefusedBeforeItIsAppended() throws {
        let ledger = try RedactTests.ledger()
        let cairn = ledger.cairn
        defer { cairn.remove() }
        #expect(try cairn.run("seal").status == 0)
        try ledger.append("'\(ledger.events(3, count: 1))'", as: ledger.second)
        let by = "--author \(RedactTests.redactor)"
        for (arguments, words) in [
            ("0 --reason x \(by)", "entry 0 is guarded"), ("3 --reason x \(by)", "entry 3 is guarded"),
            ("25 --reason x \(by)", "entry 25 is guarded"),
            ("26 --reason x \(by)", "run cairn seal first"), ("99 --reason x \(by)", "entry.none"),
            ("18446744073709551615 --reason x \(by)", "entry.none"),
            ("8 --reason x --author \(ledger.gateway)", "may not redact"), ("8 --reason 'A name' \(by)", "--reason: "),
            ("8 8 --reason x \(by)", "given twice"), ("8 0 --reason x \(by)", "entry 0 is guarded"),
            ("8 --type example.other --reason x \(by)", "is of the type cairn.image.rejected.v1"),
        ] {
            let answer = try cairn.run("redact \(arguments)")
            #expect(answer.status == 1, "\(arguments)")
            #expect(answer.output.contains(words), "\(arguments): \(answer.output)")
        }
        #expect(try cairn.run("status --json").output.contains(#""entries":27"#))
        #expect(try cairn.run("redact 8 --reason x \(by)").status == 0)
        #expect(try cairn.run("redact 8 --reason x \(by)").output.contains("entry 27 redacts entry 8 already"))
        #expect(try cairn.run("seal").status == 0)
        #expect(
            try cairn.run("redact 8 --reason x \(by)").output.contains("is not here any more: entry 27 redacted it")
        )
    }

    /// Somebody signs, without the program, that entry 8 was of another type: answers would count wrongly what is missing.
    @Test func aRedactionThatNamesAnotherTypeIsNotCarriedOut() async throws {
        let ledger = try RedactTests.ledger()
        let cairn = ledger.cairn
        defer { cairn.remove() }
        #expect(try cairn.run("seal").status == 0)
        #expect(try cairn.run("export '\(cairn.state)/export'").status == 0)
        let hash = Body.hash(of: try RedactTests.body(of: 8, in: cairn.state + "/export", size: 26))
        let line = """
            {"specversion":"1.0","id":"01920000-0000-7000-8000-000000000099","source":"urn:test",\
            "type":"cairn.redaction.recorded.v1","time":"2026-01-01T00:00:00Z","data":{"index":8,\
            "bodyHash":"\(Data(hash.bytes).base64EncodedString())","type":"example.other","reason":"x"}}
            """
        try line.write(toFile: cairn.state + "/redaction", atomically: true, encoding: .utf8)
        try await ledger.appendUnasked(cairn.state + "/redaction", as: RedactTests.redactor)
        let seal = try cairn.run("seal")
        #expect(seal.status == 3)
        #expect(
            seal.output.contains("NOT taken away, because the redaction names another type than the body has: entry 8.")
        )
        #expect(try cairn.run("show 8").output.contains("but the body is still here"))
        try ledger.expect(.init("entry.not-redacted", at: 8, exit: 3), "", "another type")
        let right = try cairn.run("redact 8 --reason name-in-note --author \(RedactTests.redactor)")
        #expect(right.status == 0, "\(right.output)")
        #expect(try cairn.run("seal --json").output.contains(#""redacted":[8]"#))
        #expect(try ledger.verify("").exitCode == 0)
    }

    @Test func aBackupFromBeforeARedactionLosesTheBodyAgain() throws {
        let ledger = try RedactTests.ledger()
        let cairn = ledger.cairn
        defer { cairn.remove() }
        #expect(try cairn.run("seal").status == 0)
        try ledger.psql("postgres", "CREATE DATABASE backup TEMPLATE cairn")
        #expect(try cairn.run("redact 7 --reason name-in-note --author \(RedactTests.redactor)").status == 0)
        #expect(try cairn.run("seal").status == 0)
        let export = "\(cairn.state)/export"
        #expect(try cairn.run("export '\(export)'").status == 0)
        let backup = "--database 'host=\(cairn.state)/postgres user=cairn dbname=backup'"
        #expect(try cairn.run("seal \(backup)").output.contains("sealer.behind"))
        #expect(try cairn.run("restore '\(export)' \(backup)").output.hasPrefix("Brought back 1 entries"))
        #expect(try cairn.run("show 7 \(backup)").output.contains("event        "))
        #expect(try cairn.run("seal \(backup)").output.contains("Redacted, the bodies are gone: entry 7. "))
        #expect(!(try cairn.run("show 7 \(backup)").output.contains("event        ")))
        #expect(try cairn.run("verify \(backup)").status == 0)
    }
}
