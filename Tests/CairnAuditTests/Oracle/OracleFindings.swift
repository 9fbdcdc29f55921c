/// What is known against an act, and what isn't known: the stuff of a verdict.
struct OracleFindings {
    /// Reasons for which it is wrong.
    var wrong: Set<String> = []
    /// Reasons of which the text doesn't say whether this or another has to be named for the same wrong.
    var orWrong: Set<String> = []
    /// Reasons for which it can't be told.
    var unknown: Set<String> = []

    mutating func add(_ other: OracleFindings) {
        wrong.formUnion(other.wrong)
        orWrong.formUnion(other.orWrong)
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
    let reasons: Set<String>
    /// Reasons that may be named as well.
    var others: Set<String> = []
}
