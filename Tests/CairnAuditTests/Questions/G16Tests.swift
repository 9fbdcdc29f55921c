import CairnAudit
import Testing

/// The record of controllers.
@Suite("question g16")
struct G16Tests {
    /// Each line is an item of the record of the only controller; nobody received data by April.
    ///
    /// In May data went to the United States without a safeguard, in July with one: the first transfer keeps (e)
    /// open.
    @Test func anActivityIsARowAndWhatIsMissingIsListed() async throws {
        let ledger = try await AskedLedger(
            """
            institution.registered 2026-01-01 {"organisation":"org:hospital-a","name":"Hospital A","country":"IT","roles":["dpv:DataController"],"contact":"privacy@hospital-a.example"}
            institution.registered 2026-01-01 {"organisation":"org:dpo","name":"Bureau","country":"IT","roles":["dpv:DataProtectionOfficer"],"contact":"dpo@bureau.example"}
            institution.registered 2026-01-01 {"organisation":"org:us","name":"US Lab","country":"US","roles":["eu-ehds:HealthDataUser"]}
            purpose.declared 2026-01-02 {"purposes":["dpv:ScientificResearch"],"controller":"org:hospital-a","categories":["dpv:Patient"],"measures":["dpv:Pseudonymise"]}
            legal-basis.asserted 2026-01-03 {"basis":"b1","article6":"eu-gdpr:A6-1-e","datasets":["d@1"],"purposes":["dpv:ScientificResearch"]}
            dataset.created 2026-01-03 {"datasets":["d"],"title":"D","controller":"org:hospital-a"}
            retention.policy-set 2026-01-04 {"policy":"keep-10","period":"P10Y"}
            transfer.sent 2026-05-01 {"recipient":"org:us","country":"US","datasets":["d@1"]}
            transfer.safeguard-recorded 2026-06-01 {"recipient":"org:us","country":"US","safeguard":"eu-gdpr:A46-2-c"}
            transfer.sent 2026-07-01 {"recipient":"org:us","datasets":["d@1"]}
            """
        )
        let april = try await ledger.ask("g16", ["controller": "org:hospital-a"], validAt: "2026-04-01")
        #expect(
            april.lines("name", "contact", "data_protection_officer", "purposes", "legal_basis", "categories") == [
                "Hospital A privacy@hospital-a.example dpo@bureau.example dpv:ScientificResearch eu-gdpr:A6-1-e dpv:Patient"
            ]
        )
        #expect(
            april.lines("recipients", "time_limits", "measures", "missing", "verdict", "reason") == [
                "- P10Y dpv:Pseudonymise (d) recipients undetermined record-incomplete"
            ]
        )
        #expect(april.cited == [[1, 2, 4, 5, 7]])
        let now = try await ledger.ask("g16")
        #expect(
            now.lines("recipients", "third_countries", "safeguards", "without_safeguard", "missing") == [
                "US Lab US eu-gdpr:A46-2-c US Lab (e) safeguards of transfers"
            ]
        )
    }

    /// org:a has two activities and a permit on its dataset; org:b declared nothing, but asserted a basis and a period.
    ///
    /// Nothing of the one stands in the record of the other.
    @Test func controllersAreNotMixed() async throws {
        let ledger = try await AskedLedger(
            """
            institution.registered 2026-01-01 {"organisation":"org:a","name":"A","country":"IT","roles":["dpv:DataController"]}
            institution.registered 2026-01-01 {"organisation":"org:b","name":"B","country":"FR","roles":["dpv:DataController"]}
            dataset.created 2026-01-02 {"datasets":["da"],"title":"DA","controller":"org:a"}
            dataset.created 2026-01-02 {"datasets":["db"],"title":"DB","controller":"org:b"}
            purpose.declared 2026-01-02 {"purposes":["dpv:AcademicResearch"],"controller":"org:a"}
            purpose.declared 2026-01-02 {"purposes":["DUO:0000043"],"controller":"org:a"}
            legal-basis.asserted 2026-01-03 {"basis":"bb","article6":"eu-gdpr:A6-1-e","article9":"eu-gdpr:A9-2-j","datasets":["db"],"purposes":["dpv:AcademicResearch"]}
            retention.policy-set 2026-01-03 {"policy":"five","period":"P5Y","datasets":["db"]}
            permit.issued 2026-01-20 {"permits":["p1"],"datasets":["da@1"],"purposes":["dpv:AcademicResearch"],"organisation":"org:lab","approvedAt":"2026-01-20T00:00:00Z","validFrom":"2026-02-01T00:00:00Z","validUntil":"2026-12-01T00:00:00Z"}
            """
        )
        #expect(
            try await ledger.ask("g16").lines("controller", "purposes", "legal_basis", "recipients", "time_limits") == [
                "org:a DUO:0000043 - org:lab -", "org:a dpv:AcademicResearch - org:lab -",
                "org:b dpv:AcademicResearch eu-gdpr:A6-1-e,eu-gdpr:A9-2-j - P5Y",
            ]
        )
        #expect(try await ledger.ask("g16", ["controller": "org:b"]).lines("controller") == ["org:b"])
    }

    /// What the ledger holds is not said of an organisation that it doesn't know.
    @Test func aControllerThatIsNotKnownHasNoRecord() async throws {
        let ledger = try await AskedLedger(#"retention.policy-set 2026-01-04 {"policy":"keep-10","period":"P10Y"}"#)
        let answer = try await ledger.ask("g16", ["controller": "org:hospital-b"])
        #expect(answer.lines("controller") == [])
        #expect(answer.answer.warnings.contains { $0.contains("org:hospital-b") })
    }
}
