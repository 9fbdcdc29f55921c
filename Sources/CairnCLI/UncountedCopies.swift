import Cairn

/// Which of the events that are appended were recorded before in a way that doesn't count: they are recorded anew, and
/// whoever appends is told.
struct UncountedCopies {
    private static let most = 10

    private(set) var count = 0
    private var first: [(index: UInt64, code: String)] = []

    /// Looks for copies of the events of some receipts.
    mutating func look(for receipts: [Receipt], _ appender: Appender) async throws {
        let copies = try await appender.copiesThatDoNotCount(of: receipts.map(\.eventID))
        count += copies.count
        first += copies.prefix(UncountedCopies.most - first.count)
    }

    /// Tells how many there are, and which the first are.
    func tell() {
        guard count > 0 else { return }
        let entries = first.map { "entry \($0.index): \($0.code)" }.joined(separator: ", ")
        let rest = count > first.count ? ", and \(count - first.count) more" : ""
        Output.write(
            "cairn: \(count) of these events were recorded before and don't count (\(entries)\(rest)). "
                + "They are recorded in other entries, too; cairn verify says what was wrong.\n",
            toError: true
        )
    }
}
