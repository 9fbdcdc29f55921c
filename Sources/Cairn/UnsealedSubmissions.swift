/// The submissions of an appender that no seal has judged yet, each by its indexes; the latest 65,536.
struct UnsealedSubmissions {
    private static let most = 65_536
    private(set) var indexes: [Range<UInt64>] = []

    mutating func add(_ submission: Range<UInt64>) {
        indexes.append(submission)
        if indexes.count > UnsealedSubmissions.most { indexes.removeFirst(UnsealedSubmissions.most / 2) }
    }

    /// Forgets what is under a checkpoint.
    mutating func remove(below size: UInt64) {
        indexes.removeAll { $0.lowerBound < size }
    }
}
