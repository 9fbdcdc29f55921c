import Foundation
import Testing

/// Bodies are withheld from a reader who may know who submitted when, and not what; and a key that can't be one.
@Suite("without bodies")
struct WithheldTests {
    @Test func anExportWithoutBodiesVerifiesAndSaysWhatWasNotLookedAt() throws {
        let ledger = try AttackedLedger()
        let cairn = ledger.cairn
        defer { cairn.remove() }
        let export = "\(cairn.state)/public"
        #expect(
            try cairn.run("export '\(export)' --without-bodies").output
                == "Exported 25 entries to \(export), without bodies\n"
        )
        // Entry 4 is the first that no registrar signed.
        try ledger.expect(.init("entry.body-missing", at: 4), "'\(export)'", "not told")
        #expect(try cairn.run("verify '\(export)'").output.contains("--without-bodies"))
        let verdict = try ledger.verify("'\(export)' --without-bodies")
        #expect(verdict.exitCode == 3)
        #expect(verdict.findings.map(\.code) == ["entry.body-withheld"])
        #expect(verdict.findings.map(\.index) == [4])
        let text = try cairn.run("verify '\(export)' --without-bodies").output
        #expect(text.contains("Verdict: verified, but not bodies"))
        #expect(text.contains("  Not verified: bodies\n"))
        #expect(try ledger.verify("--without-bodies").findings.map(\.index) == [4])

        // Without the bodies of submission 0, nobody's key is known.
        try #require(Program.shell("rm -r '\(export)/bodies'").status == 0)
        let blind = try ledger.verify("'\(export)' --without-bodies")
        #expect(blind.exitCode == 3)
        #expect(blind.findings.map(\.code) == ["registry.withheld", "entry.body-withheld"])
        #expect(blind.findings.map(\.index) == [0, 0])
        let said = try cairn.run("verify '\(export)' --without-bodies").output
        #expect(said.contains("Verdict: verified, but not keys"))
        #expect(!said.contains("signed by a key that was valid then"))

        // What is not withheld is still found: one bit of an entry.
        let spoil = "printf x | dd of='\(export)/tile/entries/000.p/25' bs=1 seek=900 conv=notrunc status=none"
        try #require(Program.shell(spoil).status == 0)
        #expect(try ledger.verify("'\(export)' --without-bodies").exitCode == 2)
        #expect(try cairn.run("verify --projections --without-bodies").status == 1)
    }

    @Test func anExportThatHadBodiesLosesThemAndGetsThemBack() throws {
        let ledger = try AttackedLedger()
        let cairn = ledger.cairn
        defer { cairn.remove() }
        let export = "\(cairn.state)/export"
        #expect(try cairn.run("export '\(export)'").status == 0)
        #expect(try cairn.run("export '\(export)' --without-bodies").output.contains("rewritten: bodies/000.p/25"))
        #expect(try Program.shell("grep -rq 'example.thing-happened\",\"time' '\(export)'").status == 1)
        #expect(try cairn.run("verify '\(export)' --without-bodies").status == 3)
        #expect(try cairn.run("export '\(export)'").status == 0)
        #expect(try cairn.run("verify '\(export)'").status == 0)
    }

    /// Evidence that doesn't parse goes before a key that doesn't.
    @Test func aMalformedKeyIsToldAfterTheCheckpointsForm() throws {
        let ledger = try AttackedLedger()
        let cairn = ledger.cairn
        defer { cairn.remove() }
        let (export, proof) = ("\(cairn.state)/export", "\(cairn.state)/proof")
        #expect(try cairn.run("export '\(export)'").status == 0)
        #expect(try cairn.run("prove 9 --output '\(proof)'").status == 0)
        for place in ["'\(export)'", "'\(proof)'", ""] {
            for key in ["bogus", "ledger.hospital-a.example/imaging+00000000+AQ8SjI"] {
                let answer = try cairn.run("verify \(place) --ledger-key '\(key)'")
                #expect(answer.status == 1, "\(place): \(answer.output)")
                #expect(answer.output.contains("key.malformed"), "\(place): \(answer.output)")
            }
        }
        try #require(
            Program.shell("printf x >>'\(export)/checkpoint'; sed -i 's/^25$/025/' '\(proof)/entry.tlog-proof'").status
                == 0
        )
        for place in [export, proof] {
            try ledger.expect(.init("checkpoint.malformed", at: nil), "'\(place)' --ledger-key bogus", place)
        }
        let damaged = try ledger.attack("UPDATE cairn.checkpoint SET note = note || '\\x78'")
        try ledger.expect(.init("checkpoint.malformed", at: nil), "--database '\(damaged)' --ledger-key bogus", "rows")
        try #require(Program.shell("rm '\(export)/checkpoint'").status == 0)
        try ledger.expect(.init("export.missing-file", at: nil), "'\(export)' --ledger-key bogus", "no checkpoint")
    }

    @Test func theBodiesOfWhatDoesNotCountCanBeDiscarded() throws {
        let ledger = try AttackedLedger()
        let cairn = ledger.cairn
        defer { cairn.remove() }
        #expect(try cairn.run("key generate third.hospital-a.example").status == 0)
        let key = "\(cairn.state)/keys/third.hospital-a.example.pem.vkey"
        let third = try String(contentsOfFile: key, encoding: .utf8).trimmingCharacters(in: .newlines)
        try ledger.psql("cairn", "SELECT cairn.bind_author(1, '\(third)', 'cairn')")
        try ledger.append("'\(ledger.events(5, count: 2))'", as: "third.hospital-a.example")
        #expect(try cairn.run("discard 25").output.contains("discard.refused"))
        #expect(try cairn.run("seal").status == 3)
        for counted in [4, 20] { #expect(try cairn.run("discard \(counted)").output.contains("discard.refused")) }
        #expect(try cairn.run("discard 99").output.contains("entry.none"))
        #expect(
            try cairn.run("discard 26").output.hasPrefix("Took away 2 bodies of the submission from entry 25 on\n")
        )
        #expect(try cairn.run("discard 25 --json").output == "{\"discarded\":0,\"firstIndex\":25}\n")
        #expect(try cairn.run("show 26").output.contains("body         discarded: the submission doesn't count"))
        #expect(try cairn.run("log --from 25").output.components(separatedBy: "(discarded: ").count == 3)
        let redact = try cairn.run("redact 25 --reason x --author \(ledger.gateway)")
        #expect(redact.status == 1)
        try ledger.expect(.init("submission.unknown-key", at: 25, exit: 3), "", "the database")
        #expect(try cairn.run("export '\(cairn.state)/export'").status == 0)
        try ledger.expect(.init("submission.unknown-key", at: 25, exit: 3), "'\(cairn.state)/export'", "an export")
    }
}
