/// Indexes in rising order, as ranges: adjacent ones cost nothing more.
struct IndexRanges: Sendable, Equatable {
    private(set) var ranges: [Range<UInt64>] = []

    init() {}

    /// Takes up ranges, or returns `nil` where they don't rise.
    init?(_ ranges: [Range<UInt64>]) {
        for range in ranges {
            guard !range.isEmpty, range.lowerBound >= self.ranges.last?.upperBound ?? 0 else { return nil }
            append(range)
        }
    }

    /// Adds a range that begins where the last one ends, or later.
    mutating func append(_ range: Range<UInt64>) {
        if let last = ranges.last, last.upperBound == range.lowerBound {
            ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
        } else if !range.isEmpty {
            ranges.append(range)
        }
    }

    /// Whether an index is in one of them, by a binary search.
    func contains(_ index: UInt64) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound <= index { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(index)
    }
}
