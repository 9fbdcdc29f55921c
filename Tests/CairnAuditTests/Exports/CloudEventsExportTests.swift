import CairnModel
import CairnReport
import Testing

/// Events as CloudEvents: every event, with its place.
@Suite("exports: cloudevents")
struct CloudEventsExportTests {
    @Test func everyEventIsALine() throws {
        let events: [ExportedEvent] = [
            try .sample("breach.closed", #"{"breach":"b1"}"#, at: 1),
            try .sample("consent.withdrawn", #"{"consents":["c1"],"subjects":["s1"]}"#, at: 70368744177664),
        ]
        #expect(
            CloudEventsExport.text(events) == #"""
                {"specversion":"1.0","id":"019b76da-a801-7001-8000-000000000001","source":"urn:example:gateway",\#
                "type":"cairn.breach.closed.v1","time":"2026-03-01T08:00:00.000000Z","datacontenttype":"application/json",\#
                "ledgerlog":"hospital.example/ledger","ledgerindex":"1","recordedtime":"2026-03-01T08:00:01.000000Z",\#
                "data":{"breach":"b1"}}
                {"specversion":"1.0","id":"019b76da-a801-7001-8000-400000000000","source":"urn:example:gateway",\#
                "type":"cairn.consent.withdrawn.v1","time":"2026-03-01T08:00:00.000000Z","datacontenttype":"application/json",\#
                "ledgerlog":"hospital.example/ledger","ledgerindex":"70368744177664",\#
                "recordedtime":"2026-03-01T08:00:01.000000Z","data":{"consents":["c1"],"subjects":["s1"]}}

                """#
        )
    }

    @Test func textIsEscaped() throws {
        let events: [ExportedEvent] = [
            try .sample(
                "access.denied",
                #"{"reason":"a\"b\\c</d>é","actor":{"id":"u<&>\"'1","kind":"person"}}"#,
                at: 3
            )
        ]
        #expect(
            CloudEventsExport.text(events) == #"""
                {"specversion":"1.0","id":"019b76da-a801-7001-8000-000000000003","source":"urn:example:gateway",\#
                "type":"cairn.access.denied.v1","time":"2026-03-01T08:00:00.000000Z","datacontenttype":"application/json",\#
                "ledgerlog":"hospital.example/ledger","ledgerindex":"3","recordedtime":"2026-03-01T08:00:01.000000Z",\#
                "data":{"reason":"a\"b\\c</d>é","actor":{"id":"u<&>\"'1","kind":"person"}}}

                """#
        )
    }

    @Test func nothingIsNothing() {
        #expect(CloudEventsExport.text([]).isEmpty)
        #expect(ExportFormat.cloudevents.text([]).isEmpty)
    }
}
