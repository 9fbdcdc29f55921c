import Foundation
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
