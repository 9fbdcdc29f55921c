import CairnModel

/// Totals over the rows of an answer.
public struct Tally: Sendable, Equatable {
    /// How many rows there are.
    public private(set) var rows = 0
    /// How many rows have each verdict.
    public private(set) var verdicts: [String: Int] = [:]
    /// How many rows have each reason.
    public private(set) var reasons: [String: Int] = [:]
    /// For each counted column, how many rows have each value.
    private var values: [String: [String: Int]] = [:]
    /// For each counted column, how many values there are.
    private var distinct: [String: Int] = [:]
    /// The sum of each column of numbers.
    private var sums: [String: Int64] = [:]
    /// When the first of the time limits ends that are still open, in the database's text form.
    public private(set) var nextDue: String?
    /// How many rows have anything in a column.
    private var filled: [String: Int] = [:]
    /// The cited entries that were marked as wrong.
    private(set) var corrected: [Int64] = []
    /// The cited entries that were signed while their key may have been in other hands.
    private(set) var doubtful: [Int64] = []
    /// The columns whose values are counted.
    private let counted: Set<String>

    /// Of how many values of a column rows are counted, the most frequent first.
    static let mostValues = 1_000

    /// A tally without rows.
    ///
    /// - Parameter counted: The columns whose values are counted.
    init(counting counted: [String]) { self.counted = Set(counted) }

    /// How many rows have a text, or a flag as `true` or `false`, in a column whose values are counted.
    public func count(_ column: String, _ text: String) -> Int {
        assert(counted.contains(column), "the question doesn't count the values of \(column)")
        return values[column]?[text] ?? 0
    }

    /// How many values a counted column has.
    public func distinct(_ column: String) -> Int {
        assert(counted.contains(column), "the question doesn't count the values of \(column)")
        return distinct[column] ?? 0
    }

    /// The sum of a column of numbers.
    public func sum(_ column: String) -> Int64 { sums[column] ?? 0 }

    /// How many rows have anything in a column.
    public func filled(_ column: String) -> Int { filled[column] ?? 0 }

    /// Takes in one part of the totals, as the statement of ``Question/summed(limit:)`` gives it.
    mutating func add(_ part: String, _ line: JSONValue) {
        let number = Int(line["rows"]?.integer ?? 0)
        switch part {
        case "totals":
            rows = number
            filled = Tally.numbers(line["filled"]).mapValues { Int($0) }
            sums = Tally.numbers(line["sums"])
        case "reason":
            if let code = line["code"]?.string { reasons[code, default: 0] += number }
            if let verdict = line["verdict"]?.string { verdicts[verdict, default: 0] += number }
        case "value":
            guard let column = line["column"]?.string, let value = line["value"]?.string else { return }
            values[column, default: [:]][value] = number
            distinct[column] = Int(line["values"]?.integer ?? 0)
        case "due": nextDue = line["due_by"]?.string
        case "correction": if let entry = line["entry"]?.integer { corrected.append(entry) }
        case "doubtful": if let entry = line["entry"]?.integer { doubtful.append(entry) }
        default: break
        }
    }

    private static func numbers(_ value: JSONValue?) -> [String: Int64] {
        guard case .object(let members) = value else { return [:] }
        return Dictionary(members.map { ($0.name, $0.value.integer ?? 0) }, uniquingKeysWith: { first, _ in first })
    }
}

/// `1 access`, `2 accesses`.
func counted(_ count: Int, _ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }
