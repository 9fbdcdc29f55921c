/// Restrictions of processing (Article 18): each binds a thing, a person, a dataset or an asset, from when it is
/// applied until it is lifted for that thing, or for all.
///
/// Applied again under the same id is another stretch; applied and lifted at the same instant, it holds.
struct OracleRestriction: Hashable {
    enum Kind: String { case subject, dataset, asset }

    let restriction: String
    let kind: Kind
    let thing: String
    let starts: Int64
    let ends: Int64?

    func holds(at time: Int64) -> Bool { starts <= time && ends.map { time < $0 } ?? true }

    static func all(_ ledger: OracleLedger) -> [OracleRestriction] {
        let events = ledger.events("restriction")
        return events.filter { $0.verb == "applied" }.flatMap { applied -> [OracleRestriction] in
            let id = applied.text("restriction") ?? ""
            let starts = applied.time("validFrom") ?? applied.at
            let things: [(Kind, String)] =
                (applied.list("subjects") ?? []).map { (.subject, $0) }
                + (applied.list("datasets") ?? []).map { (.dataset, $0) }
                + (applied.list("assets") ?? []).map { (.asset, $0) }
            return things.map { kind, thing in
                let lifted = events.filter { event in
                    guard event.verb == "lifted", event.text("restriction") == id, event.effective > starts else {
                        return false
                    }
                    let subjects = event.some("subjects")
                    let datasets = event.some("datasets")
                    if subjects == nil && datasets == nil { return true }
                    return switch kind {
                    case .subject: subjects?.contains(thing) == true
                    case .dataset: datasets?.contains(thing) == true
                    case .asset: false
                    }
                }
                .map(\.effective).min()
                let ends = [lifted, applied.time("validUntil")].compactMap(\.self).min()
                return OracleRestriction(restriction: id, kind: kind, thing: thing, starts: starts, ends: ends)
            }
        }
    }
}
