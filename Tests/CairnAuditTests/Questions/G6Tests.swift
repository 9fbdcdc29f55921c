import CairnAudit
import Testing

/// The access file of a subject.
@Suite("question g6")
struct G6Tests {
    /// One statement for each part that the ledger knows of: lines 1, 2, 4, 5, 6 and 7 are about s1; line 3 is a
    /// recipient's country.
    ///
    /// The request of Monday 2 February is due a month later, on Monday 2 March.
    @Test func everyPartThatIsKnownIsSaid() async throws {
        let ledger = try await AskedLedger(
            """
            image.series-received 2026-01-01 {"subjects":["s1"],"assets":["series-1","study-1"],"modality":"CT","instances":40,"bytes":9,"instancesRoot":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","actor":{"id":"gateway","kind":"service"}}
            dataset.members-added 2026-01-02 {"datasets":["d@1"],"subjects":["s1"]}
            institution.registered 2026-01-02 {"organisation":"org:lab","name":"Laboratoire","country":"FR","roles":["eu-ehds:HealthDataUser"]}
            access.viewed 2026-01-10 {"purposes":["dpv:ScientificResearch"],"permits":["p1"],"datasets":["d@1"],"actor":{"id":"u1","organisation":"org:lab"}}
            retention.policy-set 2026-01-03 {"policy":"keep-10","period":"P10Y","datasets":["d"]}
            request.received 2026-02-02 {"requests":["q1"],"subjects":["s1"],"requestedRight":"eu-gdpr:A15","receivedAt":"2026-02-02T08:00:00Z"}
            consent.given 2026-01-01 {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:ScientificResearch"]}
            access.viewed 2026-01-11 {"purposes":["dpv:ScientificResearch"],"datasets":["other@1"],"actor":{"id":"u1","organisation":"org:other"}}
            """
        )
        let answer = try await ledger.ask("g6", ["subject": "s1"], validAt: "2026-02-10")
        #expect(
            answer.lines("part", "what", "detail", "codes", "due").prefix(9) == [
                "purposes dpv:ScientificResearch data were used for it p1 -",
                "legal basis eu-gdpr:A6-1-a dpv:ScientificResearch c1 -",
                "categories of data images, CT 40 images - -", "datasets d holds the data d@1 -",
                "recipients Laboratoire FR,viewed p1 -", "storage period 10 years d keep-10,P10Y -",
                "source gateway sent the images - -", "consents dpv:ScientificResearch given c1 -",
                "requests eu-gdpr:A15 not answered yet q1 2026-03-02",
            ]
        )
        #expect(answer.cited.prefix(9) == [[4], [7], [1], [2], [4], [5], [1], [7], [6]])
        #expect(answer.lines("part").suffix(6) == ["rights", "rights", "rights", "rights", "rights", "complaint"])
        #expect(
            try await ledger.ask("g6", ["subject": "s2"]).summary == "This ledger holds nothing about this person."
        )
        #expect(
            try await ledger.ask("g6", ["subject": "s1"], knownAtLine: 1).lines("part", "what").prefix(4) == [
                "purposes not recorded", "categories of data images, CT", "storage period not recorded",
                "source gateway",
            ]
        )
    }

    /// The clinic's own radiologist is no recipient, the technician who sent the images is no source; Athens is inside
    /// the EEA, under whichever code; Toronto is outside, with an adequacy decision; Lisbon has a permit that begins in
    /// March; purposes of other datasets are left out; a breach touched the dataset while the person was in it.
    static let clinic = """
        institution.registered 2026-01-01 {"organisation":"org:clinic","name":"Clinic","country":"BE","roles":["dpv:DataController"],"contact":"privacy@clinic.example"}
        institution.registered 2026-01-01 {"organisation":"org:ca","name":"Toronto Lab","country":"CA","roles":["eu-ehds:HealthDataUser"]}
        institution.registered 2026-01-01 {"organisation":"org:gr","name":"Athens Lab","country":"EL","roles":["eu-ehds:HealthDataUser"]}
        institution.registered 2026-01-01 {"organisation":"org:soon","name":"Lisbon Lab","country":"PT","roles":["eu-ehds:HealthDataUser"]}
        image.series-received 2026-01-02 {"subjects":["s1"],"assets":["series-1","study-1"],"modality":"MR","instances":1,"bytes":9,"instancesRoot":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","actor":{"id":"tech-3","kind":"person","organisation":"org:clinic"}}
        annotation.created 2026-01-03 {"assets":["ann-1"],"kind":"SEG","target":"series-1"}
        dataset.created 2026-01-03 {"datasets":["brains"],"title":"Brains","controller":"org:clinic"}
        dataset.members-added 2026-01-04 {"datasets":["brains@1"],"subjects":["s1"],"assets":["series-1"]}
        purpose.declared 2026-01-04 {"purposes":["dpv:AcademicResearch"],"controller":"org:clinic","datasets":["brains"]}
        purpose.declared 2026-01-04 {"purposes":["dpv:CommercialResearch"],"controller":"org:clinic","datasets":["lungs"]}
        legal-basis.asserted 2026-01-04 {"basis":"b1","article6":"eu-gdpr:A6-1-e","article9":"eu-gdpr:A9-2-j","datasets":["brains"],"purposes":["dpv:AcademicResearch"]}
        access.viewed 2026-01-05 {"purposes":["DUO:0000043"],"subjects":["s1"],"assets":["series-1"],"actor":{"id":"radiologist-2","kind":"person","organisation":"org:clinic"}}
        transfer.safeguard-recorded 2026-01-06 {"recipient":"org:ca","country":"CA","safeguard":"eu-gdpr:A45-3"}
        transfer.sent 2026-01-07 {"recipient":"org:ca","datasets":["brains@1"]}
        transfer.sent 2026-01-07 {"recipient":"org:gr","country":"gr","datasets":["brains@1"]}
        permit.issued 2026-01-08 {"permits":["p9"],"datasets":["brains"],"purposes":["dpv:AcademicResearch"],"organisation":"org:soon","approvedAt":"2026-01-08T00:00:00Z","validFrom":"2026-03-01T00:00:00Z","validUntil":"2027-01-01T00:00:00Z"}
        breach.detected 2026-01-09 {"breach":"b1","nature":["eu-gdpr:ConfidentialityBreach"],"datasets":["brains@1"]}
        model.trained 2026-01-10 {"models":["m1"],"datasets":["brains@1"]}
        """

    @Test func thePersonCanBeGivenTheFile() async throws {
        let ledger = try await AskedLedger(G6Tests.clinic)
        let answer = try await ledger.ask("g6", ["subject": "s1"], validAt: "2026-02-01", people: false)
        #expect(
            answer.lines("part", "what", "detail").prefix(14) == [
                "purposes dpv:AcademicResearch declared by the controller,Clinic",
                "purposes DUO:0000043 data were used for it", "legal basis eu-gdpr:A6-1-e eu-gdpr:A9-2-j",
                "categories of data images, MR 1 image", "categories of data annotations of images SEG",
                "datasets Brains holds the data", "recipients Athens Lab GR,received a copy",
                "recipients Toronto Lab CA,received a copy", "recipients to come Lisbon Lab PT,dpv:AcademicResearch",
                "storage period not recorded nothing is recorded in this ledger", "source Clinic sent the images",
                "automated decisions m1 effect on people not recorded",
                "transfers to third countries Toronto Lab CA,eu-gdpr:A45-3",
                "breaches eu-gdpr:ConfidentialityBreach no information of the person is recorded",
            ]
        )
        #expect(!"\(answer.answer.rows)".contains("tech-3") && !"\(answer.answer.rows)".contains("radiologist-2"))
        #expect(answer.lines("part", "what", "detail", "codes")[14].contains("privacy@clinic.example eu-gdpr:A"))
        let named = try await ledger.ask("g6", ["subject": "s1"], validAt: "2026-02-01")
        #expect(named.lines("person").contains("tech-3"))
    }
}
