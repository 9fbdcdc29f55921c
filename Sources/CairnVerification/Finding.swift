/// One thing that verification found.
public struct Finding: Error, Sendable, Equatable {
    /// Which rule was broken.
    public let code: FindingCode
    /// The index of the entry, where it is about one; of a submission, the index of its first entry.
    public let index: UInt64?
    /// What is wrong, in words.
    public let message: String
    /// What should stand there, where that helps.
    public let expected: String?
    /// What stands there.
    public let found: String?
    /// Its row in the order of findings.
    let row: FindingRow

    /// Makes a finding.
    public init(
        _ code: FindingCode,
        at index: UInt64? = nil,
        _ message: String,
        expected: String? = nil,
        found: String? = nil
    ) {
        self.init(code, at: index, row: FindingRow(code), message, expected: expected, found: found)
    }

    init(
        _ code: FindingCode,
        at index: UInt64? = nil,
        row: FindingRow,
        _ message: String,
        expected: String? = nil,
        found: String? = nil
    ) {
        self.code = code
        self.index = index
        self.row = row
        self.message = message
        self.expected = expected
        self.found = found
    }
}

extension Finding: CustomStringConvertible {
    /// Code, index and message on one line.
    public var description: String {
        let place = index.map { " at entry \($0)" } ?? ""
        return "\(code)\(place): \(message)"
    }
}
