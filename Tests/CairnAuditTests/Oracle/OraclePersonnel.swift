/// Who may not act: a person whom an organisation disabled, until it enrols that person again; an organisation that
/// is suspended, until the day it says, or until it is registered again.
struct OraclePersonnel {
    private let staff: [OracleEvent]
    private let suspensions: [OracleEvent]
    private let registrations: [OracleEvent]

    init(_ ledger: OracleLedger) {
        staff = ledger.events("staff")
        suspensions = ledger.events("institution").filter { $0.verb == "suspended" }
        registrations = ledger.events("institution").filter { $0.verb == "registered" }
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

    /// The organisations in which a person is disabled.
    func disablings(_ person: String?, at time: Int64) -> [String] {
        guard let person else { return [] }
        return Set(staff.filter { $0.text("person") == person }.compactMap { $0.text("organisation") })
            .filter { isDisabled(person, of: $0, at: time) }
    }

    func isSuspended(_ organisation: String, at time: Int64) -> Bool {
        suspensions.contains { suspension in
            suspension.text("organisation") == organisation && suspension.at <= time
                && suspension.time("validUntil").map { time < $0 } ?? true
                && !registrations.contains {
                    $0.text("organisation") == organisation && suspension.at < $0.at && $0.at <= time
                }
        }
    }
}
