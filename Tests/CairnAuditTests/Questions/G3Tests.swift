import CairnAudit
import Testing

/// What a withdrawal has led to.
@Suite("question g3")
struct G3Tests {
    /// s1 is in d@1 (and so in d@2, which follows it), permitted by p1, trained into m1.
    ///
    /// The person withdraws on 1 May; d@2 is cleared of the person on 11 May, d@1 is not and is read on 20 May.
    @Test func whatStillHoldsTheDataIsListed() async throws {
        let ledger = try await AskedLedger(
            """
            dataset.members-added 2026-01-01 {"datasets":["d@1"],"subjects":["s1","s2"]}
            dataset.version-released 2026-01-01 {"datasets":["d@1"],"subjectCount":2}
            dataset.version-released 2026-01-10 {"datasets":["d@2"],"previous":"d@1","subjectCount":2}
            permit.issued 2026-01-20 {"permits":["p1"],"datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-01-20T00:00:00Z","validFrom":"2026-02-01T00:00:00Z","validUntil":"2027-12-01T00:00:00Z"}
            model.trained 2026-03-01 {"models":["m1"],"datasets":["d@1"]}
            consent.given 2026-01-01 {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:ScientificResearch"]}
            consent.withdrawn 2026-05-01 {"subjects":["s1"],"consents":["c1"]}
            dataset.member-excluded 2026-05-11 {"datasets":["d@2"],"subjects":["s1"],"ground":"eu-gdpr:A7-3"}
            access.read 2026-05-20 {"purposes":["dpv:ScientificResearch"],"permits":["p1"],"datasets":["d@1"]}
            recipient.notified 2026-05-12 {"recipient":"org:lab","causes":["x"],"consents":["c1"]}
            """
        )
        let answer = try await ledger.ask("g3", ["subject": "s1"])
        #expect(
            answer.lines("item_kind", "item", "action", "accesses_after", "recipients_told", "reason") == [
                "dataset version d@1 nothing yet 1 org:lab still-there",
                "dataset version d@2 removed 0 org:lab removed",
                "model m1 kept 0 org:lab kept", "permit p1 nothing yet 1 org:lab still-there",
            ]
        )
        #expect(answer.lines("days_until_action")[1] == "10")
        #expect(answer.cited[1] == [3, 7, 8, 10])
    }

    /// Nothing is withdrawn by s2; s3 withdrew, and nothing held the data of s3: these are two answers.
    @Test func noWithdrawalIsNotTheSameAsNothingHeld() async throws {
        let ledger = try await AskedLedger(
            """
            dataset.members-added 2026-01-01 {"datasets":["d@1"],"subjects":["s2"]}
            consent.given 2026-01-01 {"subjects":["s3"],"consents":["c3"],"purposes":["dpv:ScientificResearch"]}
            consent.withdrawn 2026-02-01 {"subjects":["s3"],"consents":["c3"]}
            """
        )
        let none = try await ledger.ask("g3", ["subject": "s2"])
        #expect(none.summary == "No withdrawal of this person is recorded in this ledger.")
        // s2 is named by the members of a version alone, and is known all the same.
        #expect(none.answer.warnings == [])
        let nothing = try await ledger.ask("g3", ["subject": "s3"])
        #expect(nothing.lines("consent", "item", "verdict", "reason") == ["c3 - undetermined nothing-held"])
        #expect(nothing.summary.hasPrefix("A withdrawal is recorded; nothing"))
    }

    /// s1 took back commercial research alone: the academic reading of 10 February stays lawful, the commercial one
    /// of 11 February doesn't.
    ///
    /// s2 withdrew on 1 February and agreed again on 1 March: the reading of 12 February had no ground, that of 2
    /// March has one, and the data may stay.
    @Test func whatAConsentStillCoversIsNoFault() async throws {
        let ledger = try await AskedLedger(
            """
            dataset.members-added 2026-01-01 {"datasets":["d@1"],"subjects":["s1","s2"]}
            dataset.version-released 2026-01-01 {"datasets":["d@1"],"subjectCount":2,"purposes":["dpv:AcademicResearch"]}
            consent.given 2026-01-01 {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:AcademicResearch","dpv:CommercialResearch"]}
            consent.given 2026-01-01 {"subjects":["s2"],"consents":["c2"],"purposes":["dpv:AcademicResearch"]}
            consent.withdrawn 2026-02-01 {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:CommercialResearch"]}
            consent.withdrawn 2026-02-01 {"subjects":["s2"],"consents":["c2"]}
            access.viewed 2026-02-10 {"purposes":["dpv:AcademicResearch"],"subjects":["s1"],"datasets":["d@1"]}
            access.viewed 2026-02-11 {"purposes":["dpv:CommercialResearch"],"subjects":["s1"],"datasets":["d@1"]}
            access.viewed 2026-02-12 {"purposes":["dpv:AcademicResearch"],"datasets":["d@1"]}
            consent.given 2026-03-01 {"subjects":["s2"],"consents":["c3"],"purposes":["dpv:AcademicResearch"]}
            access.viewed 2026-03-02 {"purposes":["dpv:AcademicResearch"],"datasets":["d@1"]}
            """
        )
        let kept = ["d@1 kept eu-gdpr:A6-1-a 1 covered still-agreed"]
        for subject in ["s1", "s2"] {
            let answer = try await ledger.ask("g3", ["subject": subject])
            #expect(answer.lines("item", "action", "kept_ground", "accesses_after", "verdict", "reason") == kept)
        }
        let between = try await ledger.ask("g3", ["subject": "s2"], validAt: "2026-02-20")
        #expect(between.lines("item", "action", "accesses_after", "reason") == ["d@1 nothing yet 1 still-there"])
    }

    /// An erasure was refused to s1 two years before the withdrawal, and to s3 ten days after it; a restriction for s2
    /// stood from 5 March to 1 April.
    @Test func aGroundKeepsOnlyWhileItStands() async throws {
        let ledger = try await AskedLedger(
            """
            dataset.members-added 2024-01-01 {"datasets":["d@1"],"subjects":["s1","s2","s3"]}
            erasure.requested 2024-02-01 {"requests":["e1"],"subjects":["s1"],"receivedAt":"2024-02-01T10:00:00Z"}
            erasure.refused 2024-02-10 {"requests":["e1"],"exception":"eu-gdpr:JustificationA17PublicInterest"}
            consent.given 2024-01-01 {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:AcademicResearch"]}
            consent.given 2024-01-01 {"subjects":["s2"],"consents":["c2"],"purposes":["dpv:AcademicResearch"]}
            consent.given 2024-01-01 {"subjects":["s3"],"consents":["c3"],"purposes":["dpv:AcademicResearch"]}
            consent.withdrawn 2026-03-01 {"subjects":["s1"],"consents":["c1"]}
            consent.withdrawn 2026-03-01 {"subjects":["s2"],"consents":["c2"]}
            consent.withdrawn 2026-03-01 {"subjects":["s3"],"consents":["c3"]}
            restriction.applied 2026-03-05 {"restriction":"r2","ground":"eu-gdpr:A18","subjects":["s2"]}
            restriction.lifted 2026-04-01 {"restriction":"r2"}
            erasure.requested 2026-03-02 {"requests":["e3"],"subjects":["s3"],"receivedAt":"2026-03-02T10:00:00Z"}
            erasure.refused 2026-03-11 {"requests":["e3"],"exception":"eu-gdpr:JustificationA17PublicInterest"}
            """
        )
        func lines(_ subject: String, _ validAt: String = "2027-01-01") async throws -> [String] {
            try await ledger.ask("g3", ["subject": subject], validAt: validAt)
                .lines("action", "kept_ground", "days_until_action", "reason")
        }
        #expect(try await lines("s1") == ["nothing yet - 305 still-there"])
        #expect(try await lines("s2") == ["nothing yet - 305 still-there"])
        #expect(try await lines("s2", "2026-03-20") == ["restricted eu-gdpr:A18 4 kept-restricted"])
        #expect(try await lines("s3") == ["kept eu-gdpr:JustificationA17PublicInterest 10 kept"])
    }

    /// s1 is left out of d@2, and d@1 is invalidated on the same day, a week after the withdrawal of 1 February.
    ///
    /// A copy went to org:lab before, which was informed after eight days, and one that names the person to org:third after it.
    @Test func theNextVersionRemovesAndCopiesRemain() async throws {
        let ledger = try await AskedLedger(
            """
            dataset.members-added 2026-01-01 {"datasets":["d@1"],"subjects":["s1","s2"]}
            dataset.version-released 2026-01-01 {"datasets":["d@1"],"subjectCount":2}
            consent.given 2026-01-01 {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:AcademicResearch"]}
            transfer.sent 2026-01-10 {"recipient":"org:lab","datasets":["d@1"],"purposes":["dpv:AcademicResearch"]}
            consent.withdrawn 2026-02-01 {"subjects":["s1"],"consents":["c1"]}
            dataset.members-removed 2026-02-08 {"datasets":["d@2"],"subjects":["s1"],"ground":"eu-gdpr:A7-3"}
            dataset.version-released 2026-02-08 {"datasets":["d@2"],"previous":"d@1","subjectCount":1}
            transfer.sent 2026-02-05 {"recipient":"org:third","subjects":["s1"],"assets":["series-1"]}
            dataset.invalidated 2026-02-08 {"datasets":["d@1"],"reason":"withdrawal"}
            recipient.notified 2026-02-09 {"recipient":"org:lab","causes":["x"],"consents":["c1"],"subjects":["s1"]}
            """
        )
        let answer = try await ledger.ask("g3", ["subject": "s1"])
        #expect(
            answer.lines("item_kind", "item", "action", "days_until_action", "accesses_after", "reason") == [
                "copy org:lab recipient informed 8 0 recipient-informed",
                "copy org:third nothing yet 333 1 still-there", "dataset version d@1 removed 7 0 removed",
            ]
        )
        #expect(
            answer.summary
                == "Of 3 items in this ledger that held or reached the data, 1 still do without any recorded action, and "
                + "1 remain for a ground or can't be told; there were acts without a ground after the withdrawal."
        )
    }
}
