import CairnModel
import CairnReport
import Testing

/// Events as a bundle of FHIR R4.
@Suite("exports: fhir")
struct FHIRExportTests {
    @Test func consentsSayWhatWasAgreedTo() throws {
        let events: [ExportedEvent] = [
            try .sample(
                "consent.given",
                #"{"consents":["c1"],"subjects":["s1"],"purposes":["eu-ehds:HealthcareScientificResearch","#
                    + #""DUO:0000042"],"controller":"org:9","validUntil":"2030-01-01T00:00:00Z"}"#,
                at: 4
            )
        ]
        #expect(
            FHIRExport.text(events) == #"""
                {"resourceType":"Bundle","type":"collection",\#
                "entry":[{"fullUrl":"urn:uuid:019b76da-a801-7001-8000-000000000004","resource":{"resourceType":"Consent",\#
                "id":"019b76da-a801-7001-8000-000000000004","identifier":[{"system":"urn:cairn:hospital.example/ledger/consent",\#
                "value":"c1"}],"status":"active","scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscop\#
                e","code":"research"}]},"category":[{"coding":[{"system":"http://loinc.org","code":"57016-8"}]},\#
                {"coding":[{"system":"https://w3id.org/dpv#","code":"ConsentGiven"}]}],"patient":{"type":"Patient",\#
                "identifier":{"system":"urn:cairn:hospital.example/ledger/subject","value":"s1"}},\#
                "dateTime":"2026-03-01T08:00:00.000000Z","organization":[{"type":"Organization",\#
                "identifier":{"system":"urn:cairn:hospital.example/ledger/organisation","value":"org:9"}}],\#
                "policyRule":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"OPTIN"}]},\#
                "provision":{"type":"permit","period":{"start":"2026-03-01T08:00:00.000000Z",\#
                "end":"2030-01-01T00:00:00.000000Z"},"purpose":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason",\#
                "code":"HRESCH"}],"code":[{"coding":[{"system":"https://w3id.org/dpv/legal/eu/ehds#",\#
                "code":"HealthcareScientificResearch"}]},{"coding":[{"system":"http://purl.obolibrary.org/obo/duo.owl",\#
                "code":"DUO:0000042"}]}]}}}]}

                """#
        )
    }

    @Test func optOutsDeny() throws {
        let events: [ExportedEvent] = [
            try .sample("opt-out.registered", #"{"subjects":["s4"]}"#, at: 5)
        ]
        #expect(
            FHIRExport.text(events) == #"""
                {"resourceType":"Bundle","type":"collection",\#
                "entry":[{"fullUrl":"urn:uuid:019b76da-a801-7001-8000-000000000005","resource":{"resourceType":"Consent",\#
                "id":"019b76da-a801-7001-8000-000000000005","status":"active",\#
                "scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope","code":"research"}]},\#
                "category":[{"coding":[{"system":"http://loinc.org","code":"57016-8"}]},\#
                {"coding":[{"system":"https://w3id.org/dpv#","code":"OptingOutFromProcess"}]}],"patient":{"type":"Patient",\#
                "identifier":{"system":"urn:cairn:hospital.example/ledger/subject","value":"s4"}},\#
                "dateTime":"2026-03-01T08:00:00.000000Z",\#
                "policyRule":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"OPTOUT"}]},\#
                "provision":{"type":"deny","period":{"start":"2026-03-01T08:00:00.000000Z"},\#
                "purpose":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason","code":"HRESCH"}]}}}]}

                """#
        )
    }

    @Test func accessesNameWhoAndWhat() throws {
        let events: [ExportedEvent] = [
            try .sample(
                "access.viewed",
                #"{"purposes":["dpv:AcademicResearch"],"subjects":["s1"],"assets":["series-1"],"#
                    + #""actor":{"id":"user-1","kind":"person","organisation":"org:21","onBehalfOf":"org:9"}}"#,
                at: 6
            )
        ]
        #expect(
            FHIRExport.text(events) == #"""
                {"resourceType":"Bundle","type":"collection",\#
                "entry":[{"fullUrl":"urn:uuid:019b76da-a801-7001-8000-000000000006","resource":{"resourceType":"AuditEvent",\#
                "id":"019b76da-a801-7001-8000-000000000006","type":{"system":"http://dicom.nema.org/resources/ontology/DCM",\#
                "code":"110103"},"subtype":[{"system":"http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle",\#
                "code":"access"}],"action":"R","period":{"start":"2026-03-01T08:00:00.000000Z"},\#
                "recorded":"2026-03-01T08:00:01.000000Z","outcome":"0",\#
                "purposeOfEvent":[{"coding":[{"system":"https://w3id.org/dpv#","code":"AcademicResearch"}]}],\#
                "agent":[{"type":{"coding":[{"system":"http://dicom.nema.org/resources/ontology/DCM","code":"110153"}]},\#
                "who":{"type":"Device","identifier":{"system":"urn:cairn:hospital.example/ledger/source",\#
                "value":"urn:example:gateway"}},"requestor":false},\#
                {"type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ParticipationType","code":"IRCP"}]},\#
                "who":{"type":"Practitioner","identifier":{"system":"urn:cairn:hospital.example/ledger/actor",\#
                "value":"user-1"}},"requestor":true},{"type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Role\#
                Class","code":"PROV"}]},"who":{"type":"Organization",\#
                "identifier":{"system":"urn:cairn:hospital.example/ledger/organisation","value":"org:9"}},"requestor":false}],\#
                "source":{"observer":{"type":"Device","identifier":{"system":"urn:cairn:hospital.example/ledger/source",\#
                "value":"urn:example:gateway"}},"type":[{"system":"http://terminology.hl7.org/CodeSystem/security-source-type",\#
                "code":"4"}]},"entity":[{"what":{"type":"Patient",\#
                "identifier":{"system":"urn:cairn:hospital.example/ledger/subject","value":"s1"}},\#
                "type":{"system":"http://terminology.hl7.org/CodeSystem/audit-entity-type","code":"1"},\#
                "role":{"system":"http://terminology.hl7.org/CodeSystem/object-role","code":"1"}},\#
                {"what":{"identifier":{"system":"urn:cairn:hospital.example/ledger/asset","value":"series-1"}},\#
                "type":{"system":"http://terminology.hl7.org/CodeSystem/audit-entity-type","code":"2"},\#
                "role":{"system":"http://terminology.hl7.org/CodeSystem/object-role","code":"4"}}]}}]}

                """#
        )
    }

    @Test func provenanceNamesWhatItComesFrom() throws {
        let events: [ExportedEvent] = [
            try .sample(
                "annotation.revised",
                #"{"assets":["a2"],"previous":"a1","target":"series-1","annotator":"u7"}"#,
                at: 7
            )
        ]
        #expect(
            FHIRExport.text(events) == #"""
                {"resourceType":"Bundle","type":"collection",\#
                "entry":[{"fullUrl":"urn:uuid:019b76da-a801-7001-8000-000000000007","resource":{"resourceType":"Provenance",\#
                "id":"019b76da-a801-7001-8000-000000000007",\#
                "target":[{"identifier":{"system":"urn:cairn:hospital.example/ledger/asset","value":"a2"}}],\#
                "occurredDateTime":"2026-03-01T08:00:00.000000Z","recorded":"2026-03-01T08:00:01.000000Z",\#
                "activity":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle","code":"amend"}],\#
                "text":"annotation.revised"},"agent":[{"type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/proven\#
                ance-participant-type","code":"performer"}]},"who":{"type":"Device",\#
                "identifier":{"system":"urn:cairn:hospital.example/ledger/source","value":"urn:example:gateway"}}},\#
                {"type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/provenance-participant-type",\#
                "code":"author"}]},"who":{"type":"Practitioner",\#
                "identifier":{"system":"urn:cairn:hospital.example/ledger/actor","value":"u7"}}}],"entity":[{"role":"revision",\#
                "what":{"identifier":{"system":"urn:cairn:hospital.example/ledger/asset","value":"a1"}}},{"role":"source",\#
                "what":{"identifier":{"system":"urn:cairn:hospital.example/ledger/asset","value":"series-1"}}}]}}]}

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
            FHIRExport.text(events) == #"""
                {"resourceType":"Bundle","type":"collection",\#
                "entry":[{"fullUrl":"urn:uuid:019b76da-a801-7001-8000-000000000003","resource":{"resourceType":"AuditEvent",\#
                "id":"019b76da-a801-7001-8000-000000000003","type":{"system":"http://dicom.nema.org/resources/ontology/DCM",\#
                "code":"110113"},"subtype":[{"system":"https://profiles.ihe.net/ITI/BALP/CodeSystem/AuthZsubType",\#
                "code":"AuthZ-Consent"}],"action":"E","period":{"start":"2026-03-01T08:00:00.000000Z"},\#
                "recorded":"2026-03-01T08:00:01.000000Z","outcome":"8","outcomeDesc":"a\"b\\c</d>é",\#
                "agent":[{"type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/extra-security-role-type",\#
                "code":"authserver"}]},"who":{"type":"Device","identifier":{"system":"urn:cairn:hospital.example/ledger/source",\#
                "value":"urn:example:gateway"}},"requestor":false},\#
                {"type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ParticipationType","code":"IRCP"}]},\#
                "who":{"type":"Practitioner","identifier":{"system":"urn:cairn:hospital.example/ledger/actor","value":"u<&>\#
                \"'1"}},"requestor":true}],"source":{"observer":{"type":"Device",\#
                "identifier":{"system":"urn:cairn:hospital.example/ledger/source","value":"urn:example:gateway"}},\#
                "type":[{"system":"http://terminology.hl7.org/CodeSystem/security-source-type","code":"4"}]}}}]}

                """#
        )
    }

    @Test func nothingIsADocumentToo() {
        let text = #"""
            {"resourceType":"Bundle","type":"collection"}

            """#
        #expect(FHIRExport.text([]) == text)
        #expect(ExportFormat.fhir.text([]) == text)
    }

    @Test func whatTheStandardHasNoWordsForIsLeftOut() throws {
        let event = try ExportedEvent.sample("breach.closed", #"{"breach":"b1"}"#, at: 1)
        #expect(FHIRExport.text([event]) == FHIRExport.text([]))
    }

    /// A consent has one patient in FHIR: where an event names two, each has a resource with an id of its own.
    @Test func everySubjectHasAConsent() throws {
        let event = try ExportedEvent.sample(
            "consent.given",
            #"{"consents":["c1"],"subjects":["s1","s2"],"purposes":["dpv:AcademicResearch"]}"#,
            at: 4
        )
        let bundle = try JSONValue(parsing: Array(FHIRExport.text([event]).utf8.dropLast()))
        let entries = bundle["entry"]?.array ?? []
        #expect(
            entries.map { $0["resource"]?["patient"]?["identifier"]?["value"]?.string } == ["s1", "s2"]
        )
        #expect(Set(entries.compactMap { $0["fullUrl"]?.string }).count == 2)
        #expect(FHIRExport.text([event]) == FHIRExport.text([event]))
    }

    @Test(arguments: [
        ("requested", "proposed"), ("deferred", "proposed"), ("refused", "rejected"), ("given", "active"),
        ("renewed", "active"), ("scope-modified", "active"), ("withdrawn", "inactive"), ("revoked", "inactive"),
        ("expired", "inactive"), ("invalidated", "inactive"),
    ])
    func consentsHaveTheStatusOfTheirVerb(verb: String, status: String) throws {
        let data = #"{"consents":["c1"],"subjects":["s1"],"purposes":["dpv:AcademicResearch"],"reason":"x"}"#
        let event = try ExportedEvent.sample("consent.\(verb)", data, at: 4)
        #expect(FHIRExport.text([event]).contains(#""status":"\#(status)""#))
    }

    @Test(arguments: [
        ("access.denied", #"{"reason":"no-permit"}"#, "8"),
        ("access.authorised", #"{"decision":"deny","policy":"p","purposes":[]}"#, "8"),
        ("access.authorised", #"{"decision":"permit","policy":"p","purposes":[]}"#, "0"),
    ])
    func refusalsAreFailures(name: String, data: String, outcome: String) throws {
        let event = try ExportedEvent.sample(name, data, at: 4)
        #expect(FHIRExport.text([event]).contains(#""outcome":"\#(outcome)""#))
    }
}
