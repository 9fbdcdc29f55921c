import CairnModel
import CairnReport
import Testing

/// Events as OpenLineage run events.
@Suite("exports: openlineage")
struct OpenLineageExportTests {
    @Test func jobsReadDatasetsAndWriteModels() throws {
        let events: [ExportedEvent] = [
            try .sample("job.started", #"{"job":"j1","purposes":[],"datasets":["d@2"],"permits":["p1"]}"#, at: 1),
            try .sample("job.finished", #"{"job":"j1","status":"ok","datasets":["d@2"],"models":["m1"]}"#, at: 2),
        ]
        #expect(
            OpenLineageExport.text(events) == #"""
                {"eventType":"START","eventTime":"2026-03-01T08:00:00.000000Z",\#
                "run":{"runId":"019b76da-a801-7001-8000-000000000001","facets":{"cairn_entry":{"_producer":"urn:cairn:export",\#
                "_schemaURL":"urn:cairn:openlineage:entry:1","ledger":"hospital.example/ledger","index":"1",\#
                "type":"cairn.job.started.v1","recordedAt":"2026-03-01T08:00:01.000000Z","job":"j1","permits":["p1"]}}},\#
                "job":{"namespace":"ledger://hospital.example/ledger","name":"j1"},\#
                "inputs":[{"namespace":"ledger://hospital.example/ledger","name":"dataset/d@2"}],"producer":"urn:cairn:export",\#
                "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"}
                {"eventType":"COMPLETE","eventTime":"2026-03-01T08:00:00.000000Z",\#
                "run":{"runId":"019b76da-a801-7001-8000-000000000002","facets":{"cairn_entry":{"_producer":"urn:cairn:export",\#
                "_schemaURL":"urn:cairn:openlineage:entry:1","ledger":"hospital.example/ledger","index":"2",\#
                "type":"cairn.job.finished.v1","recordedAt":"2026-03-01T08:00:01.000000Z","job":"j1","status":"ok"}}},\#
                "job":{"namespace":"ledger://hospital.example/ledger","name":"j1"},\#
                "inputs":[{"namespace":"ledger://hospital.example/ledger","name":"dataset/d@2"}],\#
                "outputs":[{"namespace":"ledger://hospital.example/ledger","name":"model/m1"}],"producer":"urn:cairn:export",\#
                "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"}

                """#
        )
    }

    @Test func textIsEscaped() throws {
        let events: [ExportedEvent] = [
            try .sample("model.trained", #"{"models":["m\"1"],"datasets":["d\\@2"]}"#, at: 3)
        ]
        #expect(
            OpenLineageExport.text(events) == #"""
                {"eventType":"COMPLETE","eventTime":"2026-03-01T08:00:00.000000Z",\#
                "run":{"runId":"019b76da-a801-7001-8000-000000000003","facets":{"cairn_entry":{"_producer":"urn:cairn:export",\#
                "_schemaURL":"urn:cairn:openlineage:entry:1","ledger":"hospital.example/ledger","index":"3",\#
                "type":"cairn.model.trained.v1","recordedAt":"2026-03-01T08:00:01.000000Z"}}},\#
                "job":{"namespace":"ledger://hospital.example/ledger","name":"model.trained"},\#
                "inputs":[{"namespace":"ledger://hospital.example/ledger","name":"dataset/d\\@2"}],\#
                "outputs":[{"namespace":"ledger://hospital.example/ledger","name":"model/m\"1"}],"producer":"urn:cairn:export",\#
                "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"}

                """#
        )
    }

    @Test func nothingIsNothing() {
        #expect(OpenLineageExport.text([]).isEmpty)
        #expect(ExportFormat.openlineage.text([]).isEmpty)
    }

    @Test func whatTheStandardHasNoWordsForIsLeftOut() throws {
        let event = try ExportedEvent.sample("breach.closed", #"{"breach":"b1"}"#, at: 1)
        #expect(OpenLineageExport.text([event]) == OpenLineageExport.text([]))
    }

    @Test(arguments: [("ok", "COMPLETE"), ("Failed", "FAIL"), ("unheard-of", "OTHER")])
    func jobsEndAsTheirStatusSays(status: String, type: String) throws {
        let event = try ExportedEvent.sample("job.finished", #"{"job":"j1","status":"\#(status)"}"#, at: 1)
        #expect(OpenLineageExport.text([event]).hasPrefix(#"{"eventType":"\#(type)""#))
    }
}
