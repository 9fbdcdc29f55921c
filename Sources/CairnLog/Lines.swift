/// A text of the log, read line by line as bytes.
///
/// Every line ends in a line feed; a last line without one, and a carriage return anywhere, are left to the caller to
/// refuse.
public struct Lines: Sendable {
    private var rest: ArraySlice<UInt8>

    /// Starts at the first byte of a text.
    public init(_ text: some Sequence<UInt8>) {
        rest = Array(text)[...]
    }

    /// Whether every byte was read.
    public var isAtEnd: Bool { rest.isEmpty }

    /// What was not read yet.
    public var remainder: [UInt8] { Array(rest) }

    /// The next line without its line feed, or `nil` where no line feed is left.
    public mutating func next() -> ArraySlice<UInt8>? {
        guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        defer { rest = rest[(end + 1)...] }
        return rest[..<end]
    }
}
