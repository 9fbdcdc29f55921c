/// The terms and what falls under what.
struct OracleTerms: Sendable {
    private let broader: [String: Set<String>]

    /// Takes each term with the terms that it falls directly under.
    init(_ direct: [(id: String, broader: [String])]) {
        var all: [String: Set<String>] = [:]
        let direct = Dictionary(direct.map { ($0.id, $0.broader) }) { first, _ in first }
        for term in direct.keys {
            var (over, next): (Set<String>, [String]) = ([term], [term])
            while let one = next.popLast() {
                for wider in direct[one] ?? [] where over.insert(wider).inserted { next.append(wider) }
            }
            all[term] = over
        }
        broader = all
    }

    func isKnown(_ term: String) -> Bool { broader[term] != nil }

    /// Whether a term is another, or falls under it.
    func isUnder(_ term: String, _ wide: String) -> Bool { term == wide || broader[term]?.contains(wide) == true }

    func isUnder(_ term: String, anyOf wide: [String]) -> Bool { wide.contains { isUnder(term, $0) } }

    /// Whether a term contains one of others, which are narrower.
    func isOver(_ term: String, anyOf narrow: [String]) -> Bool { narrow.contains { isUnder($0, term) } }

    /// What EHDS Article 54 forbids for secondary use: advertising and marketing, insurance, credit, employment.
    func isProhibited(_ term: String) -> Bool {
        isUnder(
            term,
            anyOf: [
                "dpv:Marketing", "dpv:Advertising", "dpv:CreditChecking", "dpv:EmploymentManagement",
                "dpv:InsuranceRiskAssessment",
            ]
        )
    }

    /// Nobody has mapped what DUO says onto what the EHDS and DPV say.
    func differs(_ one: String, fromAnyOf others: [String]) -> Bool {
        others.contains { $0.hasPrefix("DUO:") != one.hasPrefix("DUO:") }
    }
}
