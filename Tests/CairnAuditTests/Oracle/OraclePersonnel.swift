/// Who may not act: a person whom an organisation disabled, until it enrols that person again; an organisation that
/// is suspended, until the day it says.
struct OraclePersonnel {
    private let staff: [OracleEvent]
    private let suspensions: [OracleEvent]

    init(_ ledger: OracleLedger) {
        staff = ledger.events("staff")
        suspensions = ledger.events("institution").filter { $0.verb == "suspended" }
    }

    func isDisabled(_ person: String, of organisation: String?, at time: Int64) -> Bool {
        let own = staff.filter { event in
            event.text("person") == person && (organisation == nil || event.text("organisation") == organisation)
        }
        let steps = OracleLedger.order(
            own.filter { $0.verb != "roles-changed" }.map { OracleStep($0, restricts: $0.verb == "disabled") }
        )
        return steps.last { $0.time <= time }?.event.verb == "disabled"
    }

    func isSuspended(_ organisation: String, at time: Int64) -> Bool {
        suspensions.contains {
            $0.text("organisation") == organisation && $0.at <= time
                && $0.time("validUntil").map { time < $0 } ?? true
        }
    }
}
