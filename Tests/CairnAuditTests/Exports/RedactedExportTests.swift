import CairnAudit
import CairnModel
import CairnReport
import Testing

/// What exports say of entries whose bodies redactions took away: their places, or how many they are.
@Suite("exports: redacted")
struct RedactedExportTests {
    static func redacted() throws -> [RedactedEntry] {
        let origin = try Origin("hospital.example/ledger")
        return [(5, "access.viewed", 9), (7, "consent.given", 10)].map { index, name, redaction in
            RedactedEntry(origin: origin, index: index, type: EventType("cairn.\(name).v1"), redactedBy: redaction)
        }
    }

    @Test func fhirHasAnOutcomeWithAnIssueForEach() throws {
        let issue = { (text: String) in
            #"{"severity":"information","code":"suppressed","details":{"text":"\#(text)"}}"#
        }
        let first =
            "Entry 5 of hospital.example/ledger, an event of the type cairn.access.viewed.v1, was redacted by entry 9."
        let second =
            "Entry 7 of hospital.example/ledger, an event of the type cairn.consent.given.v1, was redacted by entry 10."
        #expect(
            ExportFormat.fhir.text([], redacted: try RedactedExportTests.redacted()) == #"""
                {"resourceType":"Bundle","type":"collection","entry":[{"resource":\#
                {"resourceType":"OperationOutcome","issue":[\#(issue(first)),\#(issue(second))]}}]}

                """#
        )
    }

    @Test func provHasAnEntityForEach() throws {
        let document = try JSONValue(
            parsing: Array(ExportFormat.prov.text([], redacted: try RedactedExportTests.redacted()).utf8.dropLast())
        )
        let entity = try #require(document["entity"]?["cairn:hospital.example/ledger/entry/7"])
        #expect(entity["cairn:index"]?.string == "7")
        #expect(entity["cairn:redactedType"]?.string == "cairn.consent.given.v1")
        #expect(entity["cairn:redactedBy"]?.string == "10")
        #expect(document["entity"]?["cairn:hospital.example/ledger/entry/5"] != nil)
        #expect(document["activity"] == nil)
    }

    @Test func dicomAndTheCrateSayHowManyThereAre() throws {
        let redacted = try RedactedExportTests.redacted()
        let audit = ExportFormat.dicomAudit.text([], redacted: redacted)
        #expect(audit.contains("<!-- 2 events were redacted and are left out. -->\n</AuditMessages>"))
        let one = ExportFormat.dicomAudit.text([], redacted: Array(redacted.prefix(1)))
        #expect(one.contains("<!-- 1 event was redacted and is left out. -->"))
        let crate = ExportFormat.roCrate.text([], redacted: redacted)
        let counted = "Redacted, their bodies taken away: 1 of cairn.access.viewed.v1, 1 of cairn.consent.given.v1."
        #expect(crate.contains(" with what, by whom and when. \(counted)\""))
    }

    @Test(arguments: [ExportFormat.cloudevents, .openlineage])
    func whatHasNoWordsForThemLeavesThemOut(format: ExportFormat) throws {
        #expect(format.text([], redacted: try RedactedExportTests.redacted()) == "")
    }

    @Test(arguments: ExportFormat.allCases)
    func whoExportsIsToldHowManyThereAre(format: ExportFormat) throws {
        #expect(format.note(on: []) == nil)
        let note = try #require(format.note(on: try RedactedExportTests.redacted()))
        #expect(note.hasPrefix("Redacted, their bodies taken away: 1 of cairn.access.viewed.v1, 1 of "))
        #expect(format.text([], redacted: []) == format.text([]))
    }
}
