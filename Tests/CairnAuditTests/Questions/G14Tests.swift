import CairnAudit
import Testing

/// De-identification before release.
@Suite("question g14")
struct G14Tests {
    /// d@1 holds series-1, cleaned before the release, and series-2, cleaned after it.
    ///
    /// e@1 names no series.
    @Test func whatWasReleasedBeforeItWasCleanedIsFound() async throws {
        let ledger = try await AskedLedger(
            """
            image.series-received 2026-01-01 {"subjects":["s1"],"assets":["series-1","study-1"],"modality":"CT","instances":3,"bytes":9,"instancesRoot":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","actor":{"id":"gateway"}}
            image.series-received 2026-01-01 {"subjects":["s2"],"assets":["series-2","study-2"],"modality":"CT","instances":3,"bytes":9,"instancesRoot":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","actor":{"id":"gateway"}}
            image.deidentified 2026-01-02 {"assets":["series-1"],"profiles":["DCM:113100"],"tool":"ctp","toolVersion":"1"}
            dataset.members-added 2026-01-03 {"datasets":["d@1"],"assets":["series-1","series-2"]}
            dataset.version-released 2026-01-03 {"datasets":["d@1"],"subjectCount":2}
            image.deidentified 2026-01-04 {"assets":["series-2"],"profiles":["DCM:113100"],"tool":"ctp","toolVersion":"1"}
            image.risk-assessed 2026-01-05 {"datasets":["d@1"],"method":"k-anonymity","score":"0.01","threshold":"0.05","outcome":"acceptable"}
            dataset.members-added 2026-02-01 {"datasets":["d@2"],"assets":["series-1"]}
            dataset.version-released 2026-02-01 {"datasets":["d@2"],"subjectCount":1}
            dataset.version-released 2026-02-01 {"datasets":["e@1"],"subjectCount":1}
            """
        )
        let answer = try await ledger.ask("g14")
        #expect(
            answer.lines("dataset", "series", "deidentified", "unknown", "profiles", "risk_assessment", "reason") == [
                "d@1 2 1 1 DCM:113100 acceptable not-deidentified", "d@2 1 1 0 DCM:113100 - deidentified",
                "e@1 0 0 0 - - members-unknown",
            ]
        )
        #expect(answer.cited == [[5, 7, 3], [9, 3], [10]])
    }

    /// What was done to a study was done to its series.
    ///
    /// a@1 failed the assessment, b@1 is said to have passed with a score above the threshold, c@1 passed, and d@1
    /// states a subject of whom nothing is known.
    @Test func aFailedAssessmentAndUnknownMembersAreNoGoodRelease() async throws {
        let ledger = try await AskedLedger(
            """
            image.series-received 2026-01-01 {"subjects":["s1"],"assets":["series-1","study-1"],"modality":"CT","instances":3,"bytes":9,"instancesRoot":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","actor":{"id":"gateway"}}
            image.deidentified 2026-01-02 {"assets":["study-1"],"profiles":["DCM:113100"],"tool":"ctp","toolVersion":"1"}
            dataset.members-added 2026-01-03 {"datasets":["a@1","b@1","c@1","d@1"],"assets":["series-1"]}
            dataset.version-released 2026-01-03 {"datasets":["a@1"],"subjectCount":1}
            dataset.version-released 2026-01-03 {"datasets":["b@1"],"subjectCount":1}
            dataset.version-released 2026-01-03 {"datasets":["c@1"],"subjectCount":1}
            dataset.version-released 2026-01-03 {"datasets":["d@1"],"subjectCount":2}
            image.risk-assessed 2026-01-05 {"datasets":["a@1"],"method":"k-anonymity","score":"0.20","threshold":"0.05","outcome":"failed"}
            image.risk-assessed 2026-01-05 {"datasets":["b@1"],"method":"k-anonymity","score":"0.20","threshold":"0.05","outcome":"passed"}
            image.risk-assessed 2026-01-05 {"datasets":["c@1"],"method":"k-anonymity","score":"0.01","threshold":"0.05","outcome":"passed"}
            """
        )
        #expect(
            try await ledger.ask("g14").lines("dataset", "deidentified", "verdict", "reason") == [
                "a@1 1 not-covered reidentification-risk", "b@1 1 undetermined assessment-unclear",
                "c@1 1 covered deidentified", "d@1 1 undetermined members-unknown",
            ]
        )
    }
}
