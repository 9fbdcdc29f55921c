import CairnAudit
import Testing

/// What is past its retention.
@Suite("question g23")
struct G23Tests {
    /// Kept for a year from its release on 4 January 2025, d@1 should have gone on 4 January 2026; by 10 January, 12:00, it was six days over.
    ///
    /// e@1, kept a month from its policy, was deleted two days late; f@1 still has time. s1's time was said to be over on 1 January; s1 was erased before. Policy k counts by a rule that isn't known.
    @Test func periodsAndRecordedEndsCount() async throws {
        let ledger = try await AskedLedger(
            """
            dataset.version-released 2025-01-04 {"datasets":["d@1"],"subjectCount":3}
            retention.policy-set 2025-02-01 {"policy":"r1","period":"P1Y","startRule":"released","datasets":["d@1"]}
            retention.policy-set 2025-02-01 {"policy":"r2","period":"P1M","datasets":["e@1"]}
            retention.policy-set 2025-02-01 {"policy":"r3","period":"P5Y","datasets":["f@1"]}
            retention.action-taken 2025-03-03 {"policy":"r2","method":"deleted","datasets":["e@1"]}
            erasure.executed 2025-12-01 {"requests":["q1"],"subjects":["s1"],"method":"crypto-shred"}
            retention.expired 2026-01-02 {"policy":"r3","subjects":["s1"],"effectiveAt":"2026-01-01T00:00:00Z"}
            retention.policy-set 2025-02-01 {"policy":"k","period":"P1Y","startRule":"last-visit","datasets":["g@1"]}
            """
        )
        let answer = try await ledger.ask("g23", validAt: "2026-01-10T12:00:00Z")
        #expect(
            answer.lines("item_kind", "item", "policy", "due_by", "verdict", "reason", "overdue_days") == [
                "dataset e@1 r2 2025-03-01T23:59:59+00:00 not-covered late 2",
                "subject s1 r3 2026-01-01T23:59:59+00:00 covered in-time -",
                "dataset d@1 r1 2026-01-04T23:59:59+00:00 not-covered overdue 6",
                "dataset g@1 k - undetermined no-deadline -",
            ]
        )
        #expect(answer.cited == [[3, 5], [4, 6, 7], [1, 2], [8]])
        let early = try await ledger.ask("g23", ["policy": "r1"], validAt: "2026-01-04")
        #expect(early.lines("item") == [])
        #expect(
            try await ledger.ask("g23", ["dataset": "e@1"], knownAtLine: 4).lines("item", "reason") == ["e@1 overdue"]
        )
    }

    /// The policy was made longer before it ran out: d@1 may be kept.
    @Test func theLatestPolicyCounts() async throws {
        let ledger = try await AskedLedger(
            """
            retention.policy-set 2025-01-01 {"policy":"r1","period":"P1Y","datasets":["d@1"],"validFrom":"2025-01-01T00:00:00Z"}
            retention.policy-set 2025-06-01 {"policy":"r1","period":"P10Y","datasets":["d@1"]}
            """
        )
        #expect(try await ledger.ask("g23", validAt: "2026-02-01").lines("item") == [])
        #expect(
            try await ledger.ask("g23", validAt: "2026-02-01", knownAtLine: 1).lines("item", "overdue_days") == [
                "d@1 31"
            ]
        )
    }

    /// A policy for a dataset is one for each version of it; to the end of the day, in the calendar's zone.
    ///
    /// d@1, of 7 January, ran out on 7 January 2026; d was deleted that evening, so d@2 as well.
    @Test func aPolicyOfADatasetIsForItsVersions() async throws {
        let ledger = try await AskedLedger(
            """
            policy.set 2025-01-01 {"rule":"legal-calendar","timeZone":"Europe/Athens"}
            dataset.version-released 2025-01-07 {"datasets":["d@1"],"subjectCount":3}
            dataset.version-released 2025-02-04 {"datasets":["d@2"],"subjectCount":3}
            retention.policy-set 2025-02-05 {"policy":"r1","period":"P1Y","startRule":"released","datasets":["d"]}
            retention.action-taken 2026-01-07T21:59:59Z {"policy":"r1","method":"deleted","datasets":["d"]}
            """
        )
        let lines = ["d@1 2026-01-07T21:59:59+00:00 in-time", "d@2 2026-02-04T21:59:59+00:00 in-time"]
        #expect(try await ledger.ask("g23", validAt: "2026-06-01").lines("item", "due_by", "reason") == lines)
        #expect(
            try await ledger.ask("g23", validAt: "2026-06-01", knownAtLine: 4).lines("item", "reason") == [
                "d@1 overdue", "d@2 overdue",
            ]
        )
    }
}
