import CairnAudit
import Testing

/// The one rule by which every act of use is judged, a ledger a paragraph.
@Suite("judged acts")
struct JudgedActTests {
    static let research = "dpv:ScientificResearch"

    /// h@1 holds s1 and s2, who consented to research.
    ///
    /// Permit p1 is org:lab's, from February to September.
    static let ground = """
        dataset.created 2026-01-01 {"datasets":["h"],"title":"Hearts","controller":"org:clinic"}
        dataset.members-added 2026-01-01 {"datasets":["h@1"],"subjects":["s1","s2"]}
        dataset.version-released 2026-01-01 {"datasets":["h@1"],"subjectCount":2}
        consent.given 2026-01-03 {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:ScientificResearch"]}
        consent.given 2026-01-03 {"subjects":["s2"],"consents":["c2"],"purposes":["dpv:ScientificResearch"]}
        permit.issued 2026-01-20 {"permits":["p1"],"datasets":["h@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-01-20T00:00:00Z","validFrom":"2026-02-01T00:00:00Z","validUntil":"2026-09-01T00:00:00Z"}

        """

    static func act(
        _ time: String,
        _ what: String = #""purposes":["dpv:ScientificResearch"],"datasets":["h@1"],"permits":["p1"]"#,
        type: String = "access.read",
        by person: String = "u1",
        of organisation: String = "org:lab"
    ) -> String {
        "\(type) \(time) {\(what),\"actor\":{\"id\":\"\(person)\",\"kind\":\"person\",\"organisation\":\"\(organisation)\"}}\n"
    }

    static func reasons(_ events: String) async throws -> [String] {
        try await AskedLedger(ground + events).ask("g1").lines("reason")
    }

    /// A job that trains for commerce, a copy for commerce without a permit, and a copy to another than the permit's organisation.
    ///
    /// The last says no purpose, and has those of its only permit; what is wrong with it is who got it.
    @Test func jobsAndCopiesAreActs() async throws {
        let answer = try await AskedLedger(
            JudgedActTests.ground
                + JudgedActTests.act(
                    "2026-03-01",
                    #""job":"j1","purposes":["dpv:CommercialResearch"],"datasets":["h@1"],"permits":["p1"]"#,
                    type: "job.started"
                )
                + JudgedActTests.act(
                    "2026-03-02",
                    #""recipient":"org:shop","purposes":["dpv:CommercialResearch"],"datasets":["h@1"]"#,
                    type: "transfer.sent"
                )
                + JudgedActTests.act(
                    "2026-03-03",
                    #""recipient":"org:shop","datasets":["h@1"],"permits":["p1"]"#,
                    type: "transfer.sent"
                )
        ).ask("g1")
        #expect(
            answer.lines("mode", "reason") == [
                "started purpose-outside-permit", "sent purpose-outside-consent", "sent organisation-outside-permit",
            ]
        )
    }

    /// What is known to be wrong denies, whatever is unknown beside it; where nothing is wrong, the unknown is told.
    @Test(arguments: [
        // One of three members is unknown; s1 withdrew in April.
        (
            #"dataset.members-added 2026-02-01 {"datasets":["k@1"],"subjects":["s1"]}"# + "\n"
                + #"dataset.version-released 2026-02-01 {"datasets":["k@1"],"subjectCount":3}"#,
            #""purposes":["dpv:ScientificResearch"],"datasets":["k@1"]"#, "members-unknown",
            "consent-withdrawn-recorded-later"
        ),
        // The permit isn't recorded.
        (
            "", #""purposes":["dpv:ScientificResearch"],"datasets":["h@1"],"permits":["p7"]"#, "permit-unknown",
            "consent-withdrawn-recorded-later"
        ),
        // No term of a vocabulary.
        (
            "", #""purposes":["example:whatever"],"subjects":["s1"]"#, "purpose-unknown",
            "consent-withdrawn-recorded-later"
        ),
    ])
    func wrongBeatsUnknown(events: String, act: String, before: String, after: String) async throws {
        let withdrawal = #"consent.withdrawn 2026-04-01 {"subjects":["s1"],"consents":["c1"]}"#
        let reasons = try await JudgedActTests.reasons(
            "\(events)\n\(withdrawal)\n" + JudgedActTests.act("2026-03-01", act) + JudgedActTests.act("2026-05-01", act)
        )
        #expect(reasons == [before, after])
    }

    /// Whom an act names is what it touched: s2, not s1 who withdrew; a stranger beside the version stands alone.
    @Test func namedSubjectsAreWhatWasTouched() async throws {
        let answer = try await AskedLedger(
            JudgedActTests.ground
                + #"consent.withdrawn 2026-02-01 {"subjects":["s1"],"consents":["c1"]}"# + "\n"
                + JudgedActTests.act(
                    "2026-03-01",
                    #""purposes":["dpv:ScientificResearch"],"datasets":["h@1"],"subjects":["s2"]"#
                )
                + JudgedActTests.act(
                    "2026-03-02",
                    #""purposes":["dpv:ScientificResearch"],"datasets":["h@1"],"subjects":["s8"]"#
                )
        ).ask("g1")
        #expect(answer.lines("subjects", "reason") == ["1 consent", "1 no-consent"])
    }

    /// s1 withdrew and was left out on 5 March: from then on the version holds one.
    @Test(arguments: ["members-removed", "member-excluded"])
    func whoWasLeftOutIsntTouchedAnyMore(how: String) async throws {
        let answer = try await AskedLedger(
            JudgedActTests.ground
                + #"consent.withdrawn 2026-03-01 {"subjects":["s1"],"consents":["c1"]}"# + "\n"
                + "dataset.\(how) 2026-03-05 {\"datasets\":[\"h@1\"],\"subjects\":[\"s1\"],\"ground\":\"eu-gdpr:A7-3\"}\n"
                + JudgedActTests.act("2026-02-10") + JudgedActTests.act("2026-03-03") + JudgedActTests.act("2026-03-06")
        ).ask("g1")
        #expect(
            answer.lines("subjects", "reason") == ["2 consent", "2 consent-withdrawn-recorded-later", "1 consent"]
        )
    }

    /// The permit ran out on 1 September; an extension of October doesn't reach back.
    ///
    /// Suspended twice, resumed once.
    @Test func aPermitIsWhatItWasThen() async throws {
        let reasons = try await JudgedActTests.reasons(
            """
            permit.suspended 2026-03-01 {"permits":["p1"],"reason":"inquiry"}
            permit.suspended 2026-03-03 {"permits":["p1"],"reason":"inquiry"}
            permit.resumed 2026-04-01 {"permits":["p1"]}
            permit.extended 2026-10-01 {"permits":["p1"],"validUntil":"2026-11-01T00:00:00Z"}

            """ + ["2026-03-10", "2026-04-10", "2026-09-10", "2026-10-10"].map { JudgedActTests.act($0) }.joined()
        )
        #expect(reasons == ["permit-not-active", "consent", "permit-not-active", "consent"])
    }

    /// A list in an amendment replaces the list, from its own time on; before the first list nobody was named.
    @Test func amendedPersonsReplaceTheList() async throws {
        let reasons = try await JudgedActTests.reasons(
            """
            permit.amended 2026-03-01 {"permits":["p1"],"persons":["u1"]}
            permit.amended 2026-05-01 {"permits":["p1"],"persons":["u2"]}

            """ + JudgedActTests.act("2026-02-10", by: "u2") + JudgedActTests.act("2026-04-01", by: "u1")
                + JudgedActTests.act("2026-04-02", by: "u2") + JudgedActTests.act("2026-06-01", by: "u1")
                + JudgedActTests.act("2026-06-02", by: "u2")
        )
        #expect(reasons == ["consent", "consent", "person-outside-permit", "person-outside-permit", "consent"])
    }

    /// Another organisation uses the permit; of two permits one covers all; nobody says for whom the person acted.
    @Test func whosePermitItIs() async throws {
        let answer = try await AskedLedger(
            JudgedActTests.ground
                + #"permit.issued 2026-01-20 {"permits":["p2"],"datasets":["h@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-01-20T00:00:00Z","validFrom":"2026-01-21T00:00:00Z","validUntil":"2026-02-20T00:00:00Z"}"#
                + "\n" + JudgedActTests.act("2026-03-01", of: "org:other")
                + JudgedActTests.act(
                    "2026-03-02",
                    #""purposes":["dpv:ScientificResearch"],"datasets":["h@1"],"permits":["p2","p1"]"#
                )
                + #"access.read 2026-03-03 {"purposes":["dpv:ScientificResearch"],"datasets":["h@1"],"permits":["p1"]}"#
        ).ask("g1")
        #expect(
            answer.lines("permit", "reason") == [
                "p1 organisation-outside-permit", "p1 consent", "p1 organisation-unknown",
            ]
        )
    }

    /// Under a permit nobody need have been asked: without a consent the user's basis is missing, and then recorded with the permit.
    @Test func aPermitNeedsNoConsents() async throws {
        let answer = try await AskedLedger(
            """
            dataset.members-added 2026-01-01 {"datasets":["h@1"],"subjects":["s5"]}
            permit.issued 2026-01-20 {"permits":["p1"],"datasets":["h"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-01-20T00:00:00Z","validFrom":"2026-02-01T00:00:00Z","validUntil":"2026-09-01T00:00:00Z"}
            legal-basis.asserted 2026-04-01 {"basis":"b1","article6":"eu-gdpr:A6-1-e","article9":"eu-gdpr:A9-2-j","purposes":["dpv:ScientificResearch"],"permits":["p1"]}

            """ + JudgedActTests.act("2026-03-01") + JudgedActTests.act("2026-05-01")
                + JudgedActTests.act("2026-05-02", #""purposes":["dpv:ScientificResearch"],"datasets":["h@1"]"#)
        ).ask("g1")
        #expect(answer.lines("reason") == ["basis-unknown", "other-basis", "no-consent"])
    }

    /// Care by the clinic's own people stands on its basis; elsewhere, or by nobody knows whom, it doesn't.
    @Test func careIsJudgedByItsOwnGround() async throws {
        let care = #""purposes":["DUO:0000043"],"datasets":["h@1"],"basis":"care""#
        let reasons = try await JudgedActTests.reasons(
            #"legal-basis.asserted 2026-01-02 {"basis":"care","article6":"eu-gdpr:A6-1-e","article9":"eu-gdpr:A9-2-h","purposes":["DUO:0000043"],"controller":"org:clinic"}"#
                + "\n" + JudgedActTests.act("2026-03-01", care, of: "org:clinic")
                + JudgedActTests.act("2026-03-02", care, of: "org:lab")
                + "access.read 2026-03-03 {\(care)}\n"
        )
        #expect(reasons == ["other-basis", "care-elsewhere", "organisation-unknown"])
    }

    /// A disabled account, a suspended organisation, a version that mustn't be used any more, a prohibited purpose.
    @Test(arguments: [
        (#"staff.disabled 2026-03-01 {"person":"u1","organisation":"org:lab","reason":"left"}"#, "person-disabled"),
        (#"institution.suspended 2026-03-01 {"organisation":"org:lab","reason":"misuse"}"#, "organisation-suspended"),
        (#"dataset.invalidated 2026-03-01 {"datasets":["h"],"reason":"wrong-hearts"}"#, "dataset-invalidated"),
        (#"restriction.applied 2026-03-01 {"restriction":"r1","ground":"eu-gdpr:A18","datasets":["h"]}"#, "restricted"),
        (#"policy.set 2026-03-01 {"rule":"permit-required"}"#, "consent"),
    ])
    func whatForbidsAnAct(event: String, reason: String) async throws {
        let reasons = try await JudgedActTests.reasons(
            event + "\n" + JudgedActTests.act("2026-02-10") + JudgedActTests.act("2026-04-10")
        )
        #expect(reasons == ["consent", reason])
    }

    /// Conditions that an act can't say are unknown, one that no rule knows too; to publish binds only afterwards; a time is over.
    @Test(arguments: [
        (#"["DUO:0000046"]"#, "commercial-unknown"), (#"["DUO:0000021"]"#, "ethics-unknown"),
        (#"["DUO:0000019"]"#, "consent"), (#"["DUO:0000025=2026-02-20T00:00:00Z"]"#, "condition-time"),
        (#"["DUO:0000025=2027-02-20T00:00:00Z"]"#, "consent"), (#"["example:only-at-night"]"#, "condition-unknown"),
        (#"["DUO:0000028=org:clinic"]"#, "condition-institution"),
    ])
    func conditionsOfAConsentBind(conditions: String, reason: String) async throws {
        let ledger = try await AskedLedger(
            """
            dataset.members-added 2026-01-01 {"datasets":["h@1"],"subjects":["s1"]}
            consent.given 2026-01-03 {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:ScientificResearch"],"conditions":\(conditions)}

            """ + JudgedActTests.act("2026-03-01", #""purposes":["dpv:ScientificResearch"],"datasets":["h@1"]"#)
        )
        #expect(try await ledger.ask("g1").lines("reason") == [reason])
    }

    /// A dataset without its version: h@2 holds s3, who never consented, from March on.
    @Test func aNameWithoutVersionNeedsAllVersions() async throws {
        let loose = #""purposes":["dpv:ScientificResearch"],"datasets":["h"]"#
        let reasons = try await JudgedActTests.reasons(
            #"dataset.members-added 2026-03-01 {"datasets":["h@2"],"subjects":["s3"]}"# + "\n"
                + JudgedActTests.act("2026-02-10", loose) + JudgedActTests.act("2026-04-10", loose)
        )
        #expect(reasons == ["consent", "versions-differ"])
    }

    /// Opted out before an amendment that brings h@2 in: that counts for h@2, and not for h@1, approved before.
    @Test func theCutOffIsTheDecisionThatBroughtTheVersionIn() async throws {
        let reasons = try await JudgedActTests.reasons(
            """
            dataset.members-added 2026-03-01 {"datasets":["h@2"],"subjects":["s1","s2"]}
            opt-out.registered 2026-03-10 {"subjects":["s1"]}
            permit.amended 2026-04-01 {"permits":["p1"],"datasets":["h@1","h@2"]}

            """ + JudgedActTests.act("2026-05-01")
                + JudgedActTests.act(
                    "2026-05-02",
                    #""purposes":["dpv:ScientificResearch"],"datasets":["h@2"],"permits":["p1"]"#
                )
        )
        #expect(reasons == ["consent", "opted-out-before-approval"])
    }
}
