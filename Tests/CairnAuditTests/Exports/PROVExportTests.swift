import CairnModel
import CairnReport
import Testing

/// Events as PROV-JSON.
@Suite("exports: prov")
struct PROVExportTests {
    @Test func releasesReviseWhatTheyFollow() throws {
        let events: [ExportedEvent] = [
            try .sample("dataset.version-released", #"{"datasets":["d@2"],"previous":"d@1","subjectCount":1}"#, at: 1)
        ]
        #expect(
            PROVExport.text(events) == #"""
                {"prefix":{"cairn":"urn:cairn:","prov":"http://www.w3.org/ns/prov#","xsd":"http://www.w3.org/2001/XMLSchema#"},\#
                "entity":{"cairn:hospital.example/ledger/dataset/d@1":{"prov:type":[{"$":"prov:Collection",\#
                "type":"prov:QUALIFIED_NAME"},{"$":"cairn:dataset","type":"prov:QUALIFIED_NAME"}]},\#
                "cairn:hospital.example/ledger/dataset/d@2":{"prov:type":[{"$":"prov:Collection","type":"prov:QUALIFIED_NAME"},\#
                {"$":"cairn:dataset","type":"prov:QUALIFIED_NAME"}]}},\#
                "activity":{"cairn:hospital.example/ledger/event/019b76da-a801-7001-8000-000000000001":{"prov:startTime":"2026-0\#
                3-01T08:00:00.000000Z","prov:endTime":"2026-03-01T08:00:00.000000Z",\#
                "prov:type":{"$":"cairn:dataset.version-released","type":"prov:QUALIFIED_NAME"},"cairn:index":"1"}},\#
                "wasGeneratedBy":{"_:r2":{"prov:entity":"cairn:hospital.example/ledger/dataset/d@2",\#
                "prov:activity":"cairn:hospital.example/ledger/event/019b76da-a801-7001-8000-000000000001",\#
                "prov:time":"2026-03-01T08:00:00.000000Z"}},\#
                "used":{"_:r1":{"prov:activity":"cairn:hospital.example/ledger/event/019b76da-a801-7001-8000-000000000001",\#
                "prov:entity":"cairn:hospital.example/ledger/dataset/d@1","prov:time":"2026-03-01T08:00:00.000000Z"}},\#
                "wasDerivedFrom":{"_:r3":{"prov:generatedEntity":"cairn:hospital.example/ledger/dataset/d@2",\#
                "prov:usedEntity":"cairn:hospital.example/ledger/dataset/d@1",\#
                "prov:activity":"cairn:hospital.example/ledger/event/019b76da-a801-7001-8000-000000000001",\#
                "prov:type":{"$":"prov:Revision","type":"prov:QUALIFIED_NAME"}}}}

                """#
        )
    }

    @Test func trainingDerivesModelsUnderAPermit() throws {
        let events: [ExportedEvent] = [
            try .sample(
                "model.trained",
                #"{"models":["m1"],"datasets":["d@2"],"permits":["p1"],"actor":{"id":"user-1","#
                    + #""kind":"person","organisation":"org:21","onBehalfOf":"org:9"}}"#,
                at: 2
            )
        ]
        #expect(
            PROVExport.text(events) == #"""
                {"prefix":{"cairn":"urn:cairn:","prov":"http://www.w3.org/ns/prov#","xsd":"http://www.w3.org/2001/XMLSchema#"},\#
                "entity":{"cairn:hospital.example/ledger/permit/p1":{"prov:type":[{"$":"prov:Plan",\#
                "type":"prov:QUALIFIED_NAME"},{"$":"cairn:permit","type":"prov:QUALIFIED_NAME"}]},\#
                "cairn:hospital.example/ledger/dataset/d@2":{"prov:type":[{"$":"prov:Collection","type":"prov:QUALIFIED_NAME"},\#
                {"$":"cairn:dataset","type":"prov:QUALIFIED_NAME"}]},\#
                "cairn:hospital.example/ledger/model/m1":{"prov:type":[{"$":"cairn:model","type":"prov:QUALIFIED_NAME"}]}},\#
                "activity":{"cairn:hospital.example/ledger/event/019b76da-a801-7001-8000-000000000002":{"prov:startTime":"2026-0\#
                3-01T08:00:00.000000Z","prov:endTime":"2026-03-01T08:00:00.000000Z","prov:type":{"$":"cairn:model.trained",\#
                "type":"prov:QUALIFIED_NAME"},"cairn:index":"2"}},\#
                "agent":{"cairn:hospital.example/ledger/actor/user-1":{"prov:type":{"$":"prov:Person",\#
                "type":"prov:QUALIFIED_NAME"}},"cairn:hospital.example/ledger/organisation/org%3A9":{"prov:type":{"$":"prov:Orga\#
                nization","type":"prov:QUALIFIED_NAME"}}},\#
                "wasGeneratedBy":{"_:r4":{"prov:entity":"cairn:hospital.example/ledger/model/m1",\#
                "prov:activity":"cairn:hospital.example/ledger/event/019b76da-a801-7001-8000-000000000002",\#
                "prov:time":"2026-03-01T08:00:00.000000Z"}},\#
                "used":{"_:r3":{"prov:activity":"cairn:hospital.example/ledger/event/019b76da-a801-7001-8000-000000000002",\#
                "prov:entity":"cairn:hospital.example/ledger/dataset/d@2","prov:time":"2026-03-01T08:00:00.000000Z"}},\#
                "wasDerivedFrom":{"_:r5":{"prov:generatedEntity":"cairn:hospital.example/ledger/model/m1",\#
                "prov:usedEntity":"cairn:hospital.example/ledger/dataset/d@2",\#
                "prov:activity":"cairn:hospital.example/ledger/event/019b76da-a801-7001-8000-000000000002"}},\#
                "wasAssociatedWith":{"_:r1":{"prov:activity":"cairn:hospital.example/ledger/event/019b76da-a801-7001-8000-000000\#
                000002","prov:agent":"cairn:hospital.example/ledger/actor/user-1",\#
                "prov:plan":"cairn:hospital.example/ledger/permit/p1"}},\#
                "actedOnBehalfOf":{"_:r2":{"prov:delegate":"cairn:hospital.example/ledger/actor/user-1",\#
                "prov:responsible":"cairn:hospital.example/ledger/organisation/org%3A9",\#
                "prov:activity":"cairn:hospital.example/ledger/event/019b76da-a801-7001-8000-000000000002"}}}

                """#
        )
    }

    /// Local names of PROV-N don't take every character.
    @Test func namesAreEscaped() throws {
        let events: [ExportedEvent] = [
            try .sample("model.withdrawn", #"{"models":["m\"1<:é"],"reason":"x"}"#, at: 3)
        ]
        #expect(
            PROVExport.text(events) == #"""
                {"prefix":{"cairn":"urn:cairn:","prov":"http://www.w3.org/ns/prov#","xsd":"http://www.w3.org/2001/XMLSchema#"},\#
                "entity":{"cairn:hospital.example/ledger/model/m%221%3C%3A%C3%A9":{"prov:type":[{"$":"cairn:model",\#
                "type":"prov:QUALIFIED_NAME"}]}},"activity":{"cairn:hospital.example/ledger/event/019b76da-a801-7001-8000-000000\#
                000003":{"prov:startTime":"2026-03-01T08:00:00.000000Z","prov:endTime":"2026-03-01T08:00:00.000000Z",\#
                "prov:type":{"$":"cairn:model.withdrawn","type":"prov:QUALIFIED_NAME"},"cairn:index":"3"}},\#
                "wasInvalidatedBy":{"_:r1":{"prov:entity":"cairn:hospital.example/ledger/model/m%221%3C%3A%C3%A9",\#
                "prov:activity":"cairn:hospital.example/ledger/event/019b76da-a801-7001-8000-000000000003",\#
                "prov:time":"2026-03-01T08:00:00.000000Z"}}}

                """#
        )
    }

    @Test func nothingIsADocumentToo() {
        let text = #"""
            {"prefix":{"cairn":"urn:cairn:","prov":"http://www.w3.org/ns/prov#","xsd":"http://www.w3.org/2001/XMLSchema#"}}

            """#
        #expect(PROVExport.text([]) == text)
        #expect(ExportFormat.prov.text([]) == text)
    }

    @Test func whatTheStandardHasNoWordsForIsLeftOut() throws {
        let event = try ExportedEvent.sample("breach.closed", #"{"breach":"b1"}"#, at: 1)
        #expect(PROVExport.text([event]) == PROVExport.text([]))
    }

    /// Invalidation is for good in PROV.
    @Test func whatIsActiveAgainWasNotInvalidated() throws {
        let ended = try ExportedEvent.sample("dataset.invalidated", #"{"datasets":["d@1"],"reason":"x"}"#, at: 1)
        let active = try ExportedEvent.sample("dataset.reactivated", #"{"datasets":["d@1"]}"#, at: 2)
        #expect(PROVExport.text([ended]).contains("wasInvalidatedBy"))
        #expect(!PROVExport.text([ended, active]).contains("wasInvalidatedBy"))
    }

    /// A thing is made once: the second activity that makes it used it.
    @Test func aThingIsGeneratedOnce() throws {
        let data = #"{"subjects":["s1"],"assets":["study-1"]}"#
        let text = PROVExport.text([
            try .sample("image.study-received", data, at: 1),
            try .sample("image.study-received", data, at: 2),
        ])
        let document = try JSONValue(parsing: Array(text.utf8.dropLast()))
        guard case .object(let generations) = document["wasGeneratedBy"], case .object(let uses) = document["used"]
        else {
            Issue.record("no generation, or no use: \(text)")
            return
        }
        #expect(generations.count == 1)
        #expect(uses.count == 1)
        #expect(!text.contains("s1"))
    }
}
