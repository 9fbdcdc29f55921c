/// Whether each part of an opt-out has taken effect: the versions that held the person when it began or later, and out
/// of how many of them the person is, by leaving, or because the version must not be used any more.
///
/// Nothing has to be done for what was taken back, or where no version held the person. What only permits name that
/// were approved before it may go on.
struct OracleTakenEffect {
    let ledger: OracleLedger
    let membership: OracleMembership

    init(_ ledger: OracleLedger) {
        self.ledger = ledger
        membership = OracleMembership(ledger)
    }

    /// Person, scope, category, beginning, versions, those that the person is out of, and reason.
    func rows(by time: Int64) -> [String] {
        let named: Set<String> = Set(ledger.events("dataset").flatMap { $0.list("datasets") ?? [] })
        let versions = named.filter { $0.contains("@") }
        let last = Dictionary(uniqueKeysWithValues: versions.map { ($0, lastApproval(of: $0, by: time)) })
        let persons = Set(ledger.events("opt-out").flatMap { $0.list("subjects") ?? [] })
        return persons.flatMap { person -> [String] in
            OracleOptOut(ledger, subject: person).registrations().filter { $0.starts <= time }.map { one -> String in
                var (held, out, open) = (0, 0, 0)
                for version in versions {
                    let ends = self.ends(of: person, in: version, by: time).filter { $0 > one.starts }
                    if ends.isEmpty { continue }
                    held += 1
                    if ends.allSatisfy({ $0 <= time }) {
                        out += 1
                    } else if (last[version] ?? nil).map({ $0 >= one.starts }) ?? true {
                        open += 1
                    }
                }
                let isOver = one.ends.map { $0 <= time } ?? false
                let reason =
                    isOver || held == 0
                    ? "not-needed" : held == out ? "removed" : open == 0 ? "opted-out-after-approval" : "still-there"
                let part = "\(one.part.scope) \(one.part.category ?? "-")"
                return "\(person) \(part) \(one.starts) \(held) \(out) \(reason)"
            }
        }
    }

    /// When each stay of a person in a version ended, or the version must not be used any more.
    private func ends(of person: String, in version: String, by time: Int64) -> [Int64] {
        let invalid = membership.invalidSince(version, at: time)
        return membership.stays(of: person, in: version).map { stay in
            let left = stay.upperBound <= time ? stay.upperBound : .max
            return min(left, invalid.map { max($0, stay.lowerBound) } ?? .max)
        }
    }

    private func lastApproval(of version: String, by time: Int64) -> Int64? {
        OraclePermit.all(ledger).filter(\.isIssued)
            .flatMap { permit in
                ([.min] + permit.changes).compactMap { permit.cutoff(of: version, at: $0) }
            }
            .filter { $0 <= time }.max()
    }
}
