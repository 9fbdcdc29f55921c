import CairnCrypto
import CairnLog
import CairnModel

extension LedgerFold {
    /// Takes the chunk that follows, and looks up in the source what it names of entries before: heads that authors saw
    /// long ago, and bodies that are redacted.
    ///
    /// What is looked up is held against the tree before it is believed.
    ///
    /// - Throws: ``Finding`` where the source doesn't hold what the tree was made of; whatever the source throws.
    public mutating func append(_ chunk: CheckedChunk, from source: some LedgerSource) async throws -> Step {
        var leaves = LeafReading(tree: tree)
        var proven: [UInt64: Hash] = [:]
        for index in distantAnchors(of: chunk).sorted() {
            proven[index] =
                index < size
                ? try await leaves.leaf(index, from: source) : chunk.leafHashes[Int(index - chunk.firstIndex)]
        }
        var step = append(chunk, proven: proven)
        try await settle(&step, from: source)
        return step
    }

    /// Ends the submission that is being read, as ``append(_:from:)`` does.
    ///
    /// - Throws: As ``append(_:from:)``.
    public mutating func finish(from source: some LedgerSource) async throws -> Step {
        var step = finish()
        try await settle(&step, from: source)
        return step
    }

    private mutating func settle(_ step: inout Step, from source: some LedgerSource) async throws {
        var leaves = LeafReading(tree: tree)
        var facts: [UInt64: RedactionFold.Facts] = [:]
        for index in unknownRedacted.sorted() where facts[index] == nil {
            let end = min(size, (index / 256 + 1) * 256)
            let chunk = CheckedChunk(try await source.chunk(from: index, below: end))
            guard let entry = chunk.entries.first, chunk.firstIndex == index,
                try await leaves.leaf(index, from: source) == entry.leafHash
            else {
                throw Finding(
                    .missing,
                    at: index,
                    "the entry that a redaction names is not the one that was read before"
                )
            }
            let isPresent = if case .absent = entry.body { false } else { true }
            facts[index] = RedactionFold.Facts(bodyHash: entry.entry.bodyHash, isPresent: isPresent)
        }
        settle(facts, into: &step)
    }
}
