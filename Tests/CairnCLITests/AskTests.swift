import CairnModel
import Foundation
import Testing

/// Questions by the program: from a made-up federation to an answer that is verified without the ledger.
@Suite("cairn ask")
struct AskTests {
    /// A ledger of a small made-up federation, sealed and projected.
    static func federation() throws -> Program {
        let program = try Program()
        #expect(try program.run("up").status == 0)
        #expect(try program.run("init ledger.hospital-a.example/imaging").status == 0)
        #expect(try program.run("key generate all.hospital-a.example").status == 0)
        #expect(try program.run("key register all.hospital-a.example --role '*'").status == 0)
        let events = program.state + "/events.ndjson"
        #expect(try program.run("generate --subjects 100 --accesses 300 > '\(events)'").status == 0)
        #expect(try program.run("append '\(events)' --author all.hospital-a.example --quiet").status == 0)
        #expect(try program.run("seal").status == 0)
        return program
    }

    @Test func theSameSeedGivesTheSameLinesAndEachIsAnEventOfItsForm() throws {
        let program = try Program()
        let first = try program.run("generate --subjects 100 --accesses 100").output
        #expect(try program.run("generate --subjects 100 --accesses 100").output == first)
        #expect(try program.run("generate --subjects 100 --accesses 100 --seed 2").output != first)
        #expect(try program.run("generate --subjects 1").status == 1)
        let lines = first.utf8.split(separator: UInt8(ascii: "\n"))
        #expect(lines.count > 1_000)
        for line in lines {
            let body = try Body(checking: Array(line))
            #expect(try KnownEvents.decode(body) != nil, "\(body.type)")
        }
    }

    @Test func anAnswerIsGivenFiledAndVerifiedOffline() throws {
        let program = try AskTests.federation()
        defer { program.remove() }
        let before = try program.run("ask g7 --subject subject-3")
        #expect(before.status == 1)
        #expect(before.output.contains("cairn project"))
        #expect(try program.run("project").output.contains("computed from zero"))
        let evidence = program.state + "/g6.evidence"
        let answer = try program.run(
            "ask g6 --subject subject-3 --evidence '\(evidence)'"
        )
        #expect(answer.status == 0)
        #expect(answer.output.contains("Access file"))
        let verified = try program.run("verify '\(evidence)'")
        #expect(verified.status == 3)
        #expect(verified.output.contains("Verdict: the cited entries are genuine; the answer itself is not proven"))
        let asked = try Program.shell("CAIRN_ASK_AUTHOR=all.hospital-a.example \(program.command("ask g18"))").output
        #expect(asked.contains("That this was asked is entry"))
        #expect(try program.run("ask g18").output.contains("is not recorded in the ledger"))
        #expect(try program.run("log --from 3 --count 100000").output.contains("cairn.audit.report-generated.v1"))

        var text = try String(contentsOfFile: evidence, encoding: .utf8)
        let place = try #require(text.range(of: #"{"entry":"#)?.lowerBound)
        text.removeSubrange(place..<(text[place...].firstIndex(of: "\n") ?? text.endIndex))
        try text.write(toFile: evidence, atomically: true, encoding: .utf8)
        let missing = try program.run("verify '\(evidence)'")
        #expect(missing.status != 0)
        try "no evidence\n".write(toFile: evidence, atomically: true, encoding: .utf8)
        #expect(try program.run("verify '\(evidence)'").status == 2)
    }

    @Test func everyFormIsWritten() throws {
        let program = try AskTests.federation()
        defer { program.remove() }
        #expect(try program.run("project").status == 0)
        let page = program.state + "/g1.html"
        #expect(try program.run("ask g1 --format html --output '\(page)'").status == 0)
        let html = try String(contentsOfFile: page, encoding: .utf8)
        #expect(html.hasPrefix("<!DOCTYPE html>"))
        #expect(!html.contains("http"), "a page loads nothing")
        #expect(html.contains("What to do"))
        let csv = try program.run("ask g1 --format csv").output
        #expect(csv.hasPrefix("Question,"))
        #expect(csv.contains("\r\n\r\nhappened_at,recorded_at,"))
        let json = try program.run("ask g1 --json --limit 2").output.split(separator: "\n")
        #expect(json.count == 3)
        for line in json { _ = try JSONSerialization.jsonObject(with: Data(line.utf8)) }
        #expect(try program.run("ask g1 --format pdf").status == 1)
        #expect(try program.run("ask g1 --format docx").status == 1)
        #expect(try program.run("ask g1 --format docx").output.contains("See 'cairn ask --help'"))
        let depth = try program.run("ask g24 --kind model --id m --depth 99999999999999")
        #expect(depth.output.contains("question.parameter: depth is no number"))
        #expect(try program.run("ask g99").output.contains("question.unknown"))
        #expect(try program.run("ask g7").output.contains("question.parameter"))
        #expect(try program.run("ask g7 --explain").output.contains("--subject id (required)"))
        #expect(try program.run("ask").output.contains("a patient wants to know who saw their data"))
        #expect(try program.run("ask g7 --local-id 4711").status == 1)
    }

    @Test func whatIsRedactedLeavesTheTablesAndAnswersAndExportsSaySo() throws {
        let program = try AskTests.federation()
        defer { program.remove() }
        #expect(try program.run("project").status == 0)
        let log = try program.run("log --count 100000").output.split(separator: "\n")
        let line = try #require(log.first { $0.contains("  cairn.consent.given.v1  ") })
        let index = try #require(line.split(separator: " ").first)
        let redactor = "redactor.hospital-a.example"
        #expect(try program.run("key generate \(redactor)").status == 0)
        #expect(try program.run("key register \(redactor) --role redaction").status == 0)
        #expect(try program.run("redact \(index) --reason name-in-note --author \(redactor)").status == 0)
        #expect(try program.run("seal").output.contains("Redacted, the bodies are gone: entry \(index). "))
        #expect(try program.run("project").status == 0)
        let told = "Redacted, their bodies taken away: 1 of cairn.consent.given.v1"
        #expect(try program.run("ask g1").output.contains(told))
        let rows = "SELECT count(*) FROM cairn_projection_1.consent WHERE idx = \(index)"
        let conninfo = "host=\(program.state)/postgres user=cairn dbname=cairn"
        #expect(try Program.shell("psql -qAtX '\(conninfo)' -c '\(rows)'").output == "0\n")
        #expect(try program.run("verify --projections").status == 0)
        for format in ["cloudevents", "fhir"] {
            #expect(try program.run("translate --to \(format) --output '\(program.state)/said'").output.contains(told))
        }
    }

    @Test func aPlantedRowIsFoundAndARebuildMendsIt() throws {
        let program = try AskTests.federation()
        defer { program.remove() }
        #expect(try program.run("project").status == 0)
        let digest = try program.run("project --digest").output
        let sql =
            "UPDATE cairn_projection_1.consent SET purposes = '{dpv:CommercialResearch}' WHERE idx = (SELECT min(idx) FROM cairn_projection_1.consent WHERE verb = 'given')"
        #expect(
            try Program.shell("psql -X -q 'host=\(program.state)/postgres user=cairn dbname=cairn' -c \"\(sql)\"")
                .status == 0
        )
        let found = try program.run("verify --projections")
        #expect(found.status == 2)
        #expect(found.output.contains("projection consent"))
        #expect(try program.run("project --rebuild").status == 0)
        #expect(try program.run("verify --projections").status == 0)
        #expect(try program.run("project --digest").output == digest)
    }

    @Test(arguments: [
        ("cloudevents", "\"specversion\":\"1.0\""), ("fhir", "\"resourceType\":\"Bundle\""),
        ("prov", "\"wasDerivedFrom\""),
        ("openlineage", "\"eventType\":\"COMPLETE\""), ("dicom-audit", "<AuditMessage>"),
        ("ro-crate", "\"CreateAction\""),
    ])
    func eventsAreSaidAgainInAStandard(format: String, part: String) throws {
        let program = try AskTests.federation()
        defer { program.remove() }
        #expect(try program.run("project").status == 0)
        let said = try program.run("translate --to \(format)")
        #expect(said.status == 0)
        #expect(said.output.contains(part))
        #expect(try program.run("translate --to hl7v2").status == 1)
        let lineage = try program.run("lineage model model-3 --format prov")
        #expect(lineage.status == 0)
        #expect(lineage.output.contains("wasDerivedFrom"))
        #expect(try program.run("lineage nothing x").status == 1)
    }

    @Test func schemasAreWrittenForEveryEvent() throws {
        let program = try Program()
        let folder = program.state + "-schemas"
        defer { try? FileManager.default.removeItem(atPath: folder) }  // A temporary folder.
        #expect(try program.run("schema --output '\(folder)'").status == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == Vocabulary.forms.count)
        let schema = try program.run("schema cairn.consent.given.v1").output
        let object = try JSONSerialization.jsonObject(with: Data(schema.utf8)) as? [String: Any]
        #expect(object?["title"] as? String == "cairn.consent.given.v1")
        #expect(try program.run("schema cairn.consent.forgotten.v1").status == 1)
        #expect(try program.run("schema").output.contains("A subject agreed to purposes."))
    }
}
