import CairnAudit
import Testing

/// The record of a controller.
@Suite("question g16")
struct G16Tests {
    /// Each line is one item of the record; the last was said after the time asked about.
    @Test func theItemsOfTheRecordAreTold() async throws {
        let ledger = try await AskedLedger(
            """
            institution.registered 2026-01-01 {"organisation":"org:hospital-a","name":"Hospital A","country":"IT","roles":["dpv:DataController"],"contact":"dpo@hospital-a.example"}
            purpose.declared 2026-01-02 {"purposes":["dpv:ScientificResearch"],"controller":"org:hospital-a","measures":["dpv:Pseudonymise"]}
            legal-basis.asserted 2026-01-03 {"basis":"b1","article6":"eu-gdpr:A6-1-e","datasets":["d@1"],"purposes":["dpv:ScientificResearch"]}
            retention.policy-set 2026-01-04 {"policy":"keep-10","period":"P10Y"}
            transfer.safeguard-recorded 2026-06-01 {"recipient":"org:us","country":"US","safeguard":"eu-gdpr:A46-2-c"}
            """
        )
        let answer = try await ledger.ask("g16", ["controller": "org:hospital-a"], validAt: "2026-05-01")
        #expect(
            answer.lines("what", "detail") == [
                "Hospital A dpo@hospital-a.example, IT", "dpv:ScientificResearch -", "b1 eu-gdpr:A6-1-e",
                "keep-10 P10Y", "dpv:Pseudonymise -",
            ]
        )
        #expect(answer.cited == [[1], [2], [3], [4], [2]])
        #expect(try await ledger.ask("g16", ["controller": "org:hospital-a"]).lines("what").contains("org:us"))
    }

    /// What the ledger holds is not said of an organisation that it doesn't know.
    @Test func aControllerThatIsNotKnownHasNoRecord() async throws {
        let ledger = try await AskedLedger(#"retention.policy-set 2026-01-04 {"policy":"keep-10","period":"P10Y"}"#)
        let answer = try await ledger.ask("g16", ["controller": "org:hospital-b"])
        #expect(answer.lines("what") == [])
        #expect(
            answer.answer.warnings == [
                "The ledger knows no organisation org:hospital-b by then: is controller written rightly?"
            ]
        )
    }
}
