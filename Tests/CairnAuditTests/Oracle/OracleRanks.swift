import CairnAudit

/// Which reason goes before which: the table of reasons says so, and it is the only thing that the oracle has from it.
enum OracleRanks {
    static func rank(of reason: String) -> Int { Reason.named(reason)?.rank ?? .max }
}
