/// What is known against an act, and what isn't known: the stuff of a verdict.
struct OracleFindings {
    /// Reasons for which it is wrong.
    var wrong: Set<String> = []
    /// Reasons for which it can't be told.
    var unknown: Set<String> = []

    mutating func add(_ other: OracleFindings) {
        wrong.formUnion(other.wrong)
        unknown.formUnion(other.unknown)
    }
}

/// What the oracle says of an act: the verdict, and the reasons of which the one that comes first in the table is to
/// be named.
struct OracleVerdict: Equatable {
    enum Outcome: String {
        case covered, undetermined
        case notCovered = "not-covered"
    }

    let outcome: Outcome
    /// All that hold.
    let reasons: Set<String>

    /// The one that is given: the first in the table.
    var reason: String { reasons.min { OracleRanks.rank(of: $0) < OracleRanks.rank(of: $1) } ?? "" }
    /// Its place in the table.
    var rank: Int { OracleRanks.rank(of: reason) }
}
