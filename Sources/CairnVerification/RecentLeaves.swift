import CairnCrypto

/// The leaf hashes of the last entries that were read: as many as an anchor may reach back.
struct RecentLeaves: Sendable {
    /// The index of the first entry whose leaf hash is still here.
    private(set) var start: UInt64
    private var hashes: [Hash] = []
    private var oldest = 0
    private let capacity: Int

    /// Begins with the entry of an index.
    init(from start: UInt64, capacity: UInt64) {
        self.start = start
        self.capacity = Int(capacity)
    }

    /// Takes the leaf hash of the entry that follows.
    mutating func append(_ hash: Hash) {
        guard hashes.count == capacity else { return hashes.append(hash) }
        hashes[oldest] = hash
        oldest = (oldest + 1) % capacity
        start += 1
    }

    /// The leaf hash of an entry, where it is still here.
    subscript(index: UInt64) -> Hash? {
        guard index >= start, index - start < UInt64(hashes.count) else { return nil }
        return hashes[(oldest + Int(index - start)) % hashes.count]
    }
}
