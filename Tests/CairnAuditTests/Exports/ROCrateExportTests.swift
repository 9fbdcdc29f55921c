import CairnModel
import CairnReport
import Testing

/// Events as a Process Run Crate.
@Suite("exports: ro-crate")
struct ROCrateExportTests {
    @Test func trainingIsAnActionWithAProgram() throws {
        let events: [ExportedEvent] = [
            try .sample(
                "model.trained",
                #"{"models":["m1"],"datasets":["d@2"],"code":"abc123","actor":{"id":"user-1","#
                    + #""kind":"person","organisation":"org:21","onBehalfOf":"org:9"}}"#,
                at: 2
            )
        ]
        #expect(
            ROCrateExport.text(events) == #"""
                {"@context":"https://w3id.org/ro/crate/1.1/context","@graph":[{"@id":"ro-crate-metadata.json",\#
                "@type":"CreativeWork","about":{"@id":"./"},"conformsTo":{"@id":"https://w3id.org/ro/crate/1.1"}},{"@id":"./",\#
                "@type":"Dataset","name":"Processing of medical imaging data","description":"What a Cairn ledger says was done\#
                 to data, with what, by whom and when.","datePublished":"2026-03-01T08:00:01.000000Z",\#
                "license":{"@id":"#terms"},"conformsTo":{"@id":"https://w3id.org/ro/wfrun/process/0.5"},\#
                "mentions":[{"@id":"urn:uuid:019b76da-a801-7001-8000-000000000002"}]},{"@id":"#terms","@type":"CreativeWork",\#
                "name":"Terms of use","description":"This file licenses nothing: data may be used as the consents and permits\#
                 in the ledger allow."},{"@id":"https://w3id.org/ro/wfrun/process/0.5","@type":"CreativeWork","name":"Process\#
                 Run Crate","version":"0.5"},{"@id":"urn:cairn:hospital.example/ledger/software/abc123",\#
                "@type":"SoftwareApplication","name":"abc123"},{"@id":"urn:cairn:hospital.example/ledger/organisation/org%3A9",\#
                "@type":"Organization","name":"org:9"},{"@id":"urn:cairn:hospital.example/ledger/actor/user-1","@type":"Person",\#
                "name":"user-1","affiliation":{"@id":"urn:cairn:hospital.example/ledger/organisation/org%3A9"}},\#
                {"@id":"urn:cairn:hospital.example/ledger/dataset/d@2","@type":"CreativeWork","name":"dataset d@2"},\#
                {"@id":"urn:cairn:hospital.example/ledger/model/m1","@type":"CreativeWork","name":"model m1"},\#
                {"@id":"urn:uuid:019b76da-a801-7001-8000-000000000002","@type":"CreateAction","name":"model.trained",\#
                "description":"Entry 2 of hospital.example/ledger",\#
                "instrument":{"@id":"urn:cairn:hospital.example/ledger/software/abc123"},\#
                "agent":{"@id":"urn:cairn:hospital.example/ledger/actor/user-1"},\#
                "object":[{"@id":"urn:cairn:hospital.example/ledger/dataset/d@2"}],\#
                "result":[{"@id":"urn:cairn:hospital.example/ledger/model/m1"}],"endTime":"2026-03-01T08:00:00.000000Z",\#
                "actionStatus":"http://schema.org/CompletedActionStatus"}]}

                """#
        )
    }

    @Test func textIsEscaped() throws {
        let events: [ExportedEvent] = [
            try .sample(
                "image.deidentified",
                #"{"assets":["series\"1"],"profiles":[],"tool":"de\\id","toolVersion":"1"}"#,
                at: 3
            )
        ]
        #expect(
            ROCrateExport.text(events) == #"""
                {"@context":"https://w3id.org/ro/crate/1.1/context","@graph":[{"@id":"ro-crate-metadata.json",\#
                "@type":"CreativeWork","about":{"@id":"./"},"conformsTo":{"@id":"https://w3id.org/ro/crate/1.1"}},{"@id":"./",\#
                "@type":"Dataset","name":"Processing of medical imaging data","description":"What a Cairn ledger says was done\#
                 to data, with what, by whom and when.","datePublished":"2026-03-01T08:00:01.000000Z",\#
                "license":{"@id":"#terms"},"conformsTo":{"@id":"https://w3id.org/ro/wfrun/process/0.5"},\#
                "mentions":[{"@id":"urn:uuid:019b76da-a801-7001-8000-000000000003"}]},{"@id":"#terms","@type":"CreativeWork",\#
                "name":"Terms of use","description":"This file licenses nothing: data may be used as the consents and permits\#
                 in the ledger allow."},{"@id":"https://w3id.org/ro/wfrun/process/0.5","@type":"CreativeWork","name":"Process\#
                 Run Crate","version":"0.5"},{"@id":"urn:cairn:hospital.example/ledger/software/de%5Cid%201",\#
                "@type":"SoftwareApplication","name":"de\\id","softwareVersion":"1"},\#
                {"@id":"urn:cairn:hospital.example/ledger/asset/series%221","@type":"CreativeWork","name":"asset series\"1"},\#
                {"@id":"urn:uuid:019b76da-a801-7001-8000-000000000003","@type":"CreateAction","name":"image.deidentified",\#
                "description":"Entry 3 of hospital.example/ledger",\#
                "instrument":{"@id":"urn:cairn:hospital.example/ledger/software/de%5Cid%201"},\#
                "object":[{"@id":"urn:cairn:hospital.example/ledger/asset/series%221"}],"endTime":"2026-03-01T08:00:00.000000Z",\#
                "actionStatus":"http://schema.org/CompletedActionStatus"}]}

                """#
        )
    }

    @Test func nothingIsADocumentToo() {
        let text = #"""
            {"@context":"https://w3id.org/ro/crate/1.1/context","@graph":[{"@id":"ro-crate-metadata.json",\#
            "@type":"CreativeWork","about":{"@id":"./"},"conformsTo":{"@id":"https://w3id.org/ro/crate/1.1"}},{"@id":"./",\#
            "@type":"Dataset","name":"Processing of medical imaging data","description":"What a Cairn ledger says was done\#
             to data, with what, by whom and when.","datePublished":"1970-01-01T00:00:00Z","license":{"@id":"#terms"},\#
            "conformsTo":{"@id":"https://w3id.org/ro/wfrun/process/0.5"}},{"@id":"#terms","@type":"CreativeWork",\#
            "name":"Terms of use","description":"This file licenses nothing: data may be used as the consents and permits\#
             in the ledger allow."},{"@id":"https://w3id.org/ro/wfrun/process/0.5","@type":"CreativeWork","name":"Process\#
             Run Crate","version":"0.5"}]}

            """#
        #expect(ROCrateExport.text([]) == text)
        #expect(ExportFormat.roCrate.text([]) == text)
    }

    @Test func whatTheStandardHasNoWordsForIsLeftOut() throws {
        let event = try ExportedEvent.sample("breach.closed", #"{"breach":"b1"}"#, at: 1)
        #expect(!ROCrateExport.text([event]).contains("Action"))
    }

    /// What only began has no end and no outcome.
    @Test func aStartHasNoEnd() throws {
        let event = try ExportedEvent.sample("job.started", #"{"job":"j1","purposes":[]}"#, at: 1)
        let text = ROCrateExport.text([event])
        #expect(text.contains(#""startTime":"2026-03-01T08:00:00.000000Z""#))
        #expect(!text.contains("endTime") && !text.contains("actionStatus"))
    }
}
