/// Conditions of use, `TERM` or `TERM=VALUE[,VALUE]`, against what a recorded act says; nobody claims anything in a
/// record, so most can't be told.
struct OracleConditions {
    let ledger: OracleLedger

    /// Obligations that bind what comes after, not whether.
    private static let duties: Set<String> = ["DUO:0000019", "DUO:0000024", "DUO:0000029", "DUO:0000020"]
    private static let claims: [String: String] = [
        "DUO:0000007": "disease-unknown", "DUO:0000045": "profit-unknown",
        "DUO:0000015": "methods-unknown", "DUO:0000016": "genetic-unknown",
    ]

    func findings(_ conditions: [String], _ act: OracleAct, versions: [String]) -> OracleFindings {
        var found = OracleFindings()
        for condition in conditions {
            let parts = condition.split(separator: "=", maxSplits: 1).map(String.init)
            let values = parts.count == 2 ? parts[1].split(separator: ",").map(String.init) : []
            switch parts[0] {
            case let term where OracleConditions.duties.contains(term): continue
            case "DUO:0000025":
                guard let until = values.first.flatMap(OracleEvent.seconds) else {
                    found.unknown.insert("time-unknown")
                    continue
                }
                if until <= act.at { found.wrong.insert("condition-time") }
            case "DUO:0000046", "DUO:0000018":
                // Not for commercial use; 18 besides only by those who aren't for profit, which nothing says.
                if act.purposes.contains("dpv:CommercialResearch") {
                    found.wrong.insert("condition-non-commercial")
                } else if act.purposes.isEmpty
                    || !act.purposes.allSatisfy({ ledger.terms.isUnder($0, "dpv:NonCommercialResearch") })
                {
                    found.unknown.insert("commercial-unknown")
                } else if parts[0] == "DUO:0000018" {
                    found.unknown.insert("profit-unknown")
                }
            case "DUO:0000044":
                if act.purposes.contains("DUO:0000011") {
                    found.wrong.insert("condition-no-ancestry")
                } else {
                    found.unknown.insert("ancestry-unknown")
                }
            case "DUO:0000022":
                guard let country = country(act), !values.isEmpty else {
                    found.unknown.insert("region-unknown")
                    continue
                }
                if !values.contains(country) { found.wrong.insert("condition-region") }
            case "DUO:0000021": if !isApproved(act, versions) { found.unknown.insert("ethics-unknown") }
            default: found.unknown.insert(OracleConditions.claims[parts[0]] ?? "condition-unknown")
            }
        }
        return found
    }

    private func country(_ act: OracleAct) -> String? {
        ledger.events("institution").filter {
            $0.text("organisation") == act.organisation && $0.text("country") != nil && $0.at <= act.at
        }
        .max { ($0.at, $0.index) < ($1.at, $1.index) }?.text("country")
    }

    private func isApproved(_ act: OracleAct, _ versions: [String]) -> Bool {
        versions.allSatisfy { version in
            ledger.events("ethics").contains { event in
                event.verb == "approved" && (event.time("validFrom") ?? event.at) <= act.at
                    && event.time("validUntil").map { act.at < $0 } ?? true
                    && event.list("datasets")?.contains { oracleNames($0, version) } ?? true
            }
        }
    }
}
