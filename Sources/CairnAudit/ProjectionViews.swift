import CairnModel

/// The views through which questions and rules read: what is known, and what of it had happened.
///
/// `…_known` has the entries below the known size that nobody marked as wrong; `…_then` has those of them that happened
/// by the time asked about. No statement names a table of events itself, so that none can forget either.
///
/// `IS TRUE` keeps the planner from using an index for these two conditions, which nearly every row meets.
enum ProjectionViews {
    /// The tables that a view reads, the one that it shows first; the name itself where it is no view.
    ///
    /// What was marked as wrong is in no view: each reads the marks.
    static func tables(of name: String) -> [String] {
        guard let suffix = ["_known", "_then"].first(where: { name.hasSuffix($0) }) else { return [name] }
        let table = String(name.dropLast(suffix.count))
        let times = suffix == "_then" && ["reference", "lineage"].contains(table) ? ["event"] : []
        return [table, "correction_mark"] + times
    }

    /// The tables that are of no family.
    private static let shared = ["event", "reference", "member", "lineage"]

    /// The tables that say which entries count, and that the views stand on.
    private static let marks = ["correction_mark", "doubtful"]

    /// The statements that make them, each of one that is there by then.
    static let statements: [String] =
        shared.map(known)
        + ["CREATE VIEW event_then AS SELECT * FROM event_known WHERE (occurred_at <= (SELECT valid_at())) IS TRUE"]
        + ["reference", "lineage"].map { name in
            """
            CREATE VIEW \(name)_then AS SELECT k.* FROM \(name)_known k
            WHERE EXISTS (SELECT FROM event e WHERE e.idx = k.idx AND (e.occurred_at <= (SELECT valid_at())) IS TRUE)
            """
        }
        + Projection.all.map(\.name).filter { !(shared + marks).contains($0) }.flatMap { name in
            [
                known(name),
                "CREATE VIEW \(name)_then AS SELECT * FROM \(name)_known WHERE (occurred_at <= (SELECT valid_at())) IS TRUE",
            ]
        }

    private static func known(_ name: String) -> String {
        """
        CREATE VIEW \(name)_known AS SELECT * FROM \(name)
        WHERE (idx < (SELECT known_at())) IS TRUE AND idx NOT IN (SELECT unnest(corrected_at()))
        """
    }
}
