import CairnModel

/// Totals over the rows of an answer.
public struct Tally: Sendable, Equatable {
    /// How many rows there are.
    public private(set) var rows = 0
    /// How many rows have each verdict.
    public private(set) var verdicts: [String: Int] = [:]
    /// How many rows have each reason.
    public private(set) var reasons: [String: Int] = [:]
    /// For each column, how many rows have each short text.
    private var values: [String: [String: Int]] = [:]
    /// The sum of each column of numbers.
    private var sums: [String: Int64] = [:]
    /// How many rows have anything in a column.
    private var filled: [String: Int] = [:]
    private static let mostValues = 100_000

    /// How many rows have a text in a column.
    public func count(_ column: String, _ text: String) -> Int { values[column]?[text] ?? 0 }

    /// How many texts a column has, up to a hundred thousand.
    public func distinct(_ column: String) -> Int { values[column]?.count ?? 0 }

    /// The sum of a column.
    public func sum(_ column: String) -> Int64 { sums[column] ?? 0 }

    /// How many rows have anything in a column.
    public func filled(_ column: String) -> Int { filled[column] ?? 0 }

    mutating func add(_ row: JSONValue) {
        guard case .object(let members) = row else { return }
        rows += 1
        for member in members {
            if member.value != .null { filled[member.name, default: 0] += 1 }
            switch member.value {
            case .string(let text):
                if member.name == "verdict" { verdicts[text, default: 0] += 1 }
                if member.name == "reason" { reasons[text, default: 0] += 1 }
                if values[member.name, default: [:]].count < Tally.mostValues || values[member.name]?[text] != nil {
                    values[member.name, default: [:]][text, default: 0] += 1
                }
            case .integer(let number): sums[member.name, default: 0] += number
            case .bool(let bool): values[member.name, default: [:]][bool ? "yes" : "no", default: 0] += 1
            default: break
            }
        }
    }

    /// “3 covered, 1 not covered, 1 undetermined”.
    public var verdictWords: String {
        let words = [("covered", "covered"), ("not-covered", "not covered"), ("undetermined", "undetermined")]
        let parts = words.compactMap { verdict, word in verdicts[verdict].map { "\($0) \(word)" } }
        return parts.isEmpty ? "none judged" : parts.joined(separator: ", ")
    }
}

/// `1 access`, `2 accesses`.
func counted(_ count: Int, _ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }
