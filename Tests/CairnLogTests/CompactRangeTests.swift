import CairnCrypto
import CairnLog
import Testing

@Suite("tree.range")
struct CompactRangeTests {
    private let tree = ReferenceTree(count: 130)

    private func range(_ begin: Int, _ end: Int) -> CompactRange {
        var hasher = SHA256()
        var range = CompactRange(begin: UInt64(begin))
        for leaf in tree.leaves[begin..<end] { range.append(leaf, using: &hasher) }
        return range
    }

    @Test("a range holds the roots of the largest complete subtrees, wherever it begins")
    func subtrees() {
        for begin in 0..<40 {
            for end in begin...80 {
                var expected: [Hash] = []
                var index = begin
                while index < end {
                    var count = 1
                    while index % (count * 2) == 0, index + count * 2 <= end { count *= 2 }
                    expected.append(tree.root(index..<(index + count)))
                    index += count
                }
                guard range(begin, end).hashes != expected else { continue }
                Issue.record("the range \(begin)..<\(end) holds other hashes")
            }
        }
        #expect(range(3, 3).hashes.isEmpty)
    }

    @Test("two adjacent ranges merge into the range over both")
    func merging() throws {
        var wrong: [String] = []
        for end in [0, 1, 2, 3, 7, 8, 33, 64, 65, 100, 130] {
            let whole = range(0, end)
            for middle in 0...end {
                var merged = range(0, middle)
                try merged.append(range(middle, end))
                if merged != whole { wrong.append("\(middle) of \(end)") }
            }
        }
        #expect(wrong.isEmpty)
    }

    @Test("parts that are hashed apart merge in any grouping, and give the root")
    func parts() throws {
        var random = SeededRandom(seed: 1)
        for _ in 0..<200 {
            let cuts = ([0, 130] + (0..<5).map { _ in Int.random(in: 0...130, using: &random) }).sorted()
            var left = CompactRange()
            for (begin, end) in zip(cuts, cuts.dropFirst()) { try left.append(range(begin, end)) }
            var right = range(cuts[3], cuts[4])
            for place in 5..<cuts.count { try right.append(range(cuts[place - 1], cuts[place])) }
            var both = range(0, cuts[3])
            try both.append(right)
            #expect(left == both)
            #expect(left.root() == tree.root(size: 130))
        }
    }

    @Test("a range that begins elsewhere is refused")
    func gap() {
        var first = range(0, 5)
        let before = first
        for other in [range(4, 6), range(6, 7), range(0, 1)] {
            #expect(throws: LogError.self) { try first.append(other) }
        }
        do {
            try first.append(range(6, 7))
        } catch {
            #expect(error.code == .range)
            #expect(error.code.rawValue == "tree.range")
        }
        #expect(first == before)
    }

    @Test("only a range from leaf 0 has a root")
    func root() {
        #expect(range(1, 8).root() == nil)
        #expect(CompactRange().root() == MerkleTree.emptyRoot)
        #expect(range(0, 7).root() == tree.root(size: 7))
    }

    @Test("a range goes on from a size and its hashes, and refuses any other number of them")
    func resuming() throws {
        for size in 0...64 {
            let whole = range(0, size)
            var resumed = try CompactRange(size: UInt64(size), hashes: whole.hashes)
            #expect(resumed == whole)
            resumed.append(tree.leaves[size])
            #expect(resumed.root() == tree.root(size: size + 1))
            #expect(throws: LogError.self) { try CompactRange(size: UInt64(size), hashes: whole.hashes + [.zero]) }
            #expect(throws: LogError.self) { try CompactRange(size: UInt64(size) + 1 << 62, hashes: whole.hashes) }
        }
    }

    @Test("sizes and indexes of 2^63 and more are refused or harmless, never a trap")
    func limits() throws {
        #expect(throws: LogError.self) {
            try CompactRange(size: .max, hashes: Array(repeating: .zero, count: 64))
        }
        #expect(throws: LogError.self) { try CompactRange(size: 1 << 63, hashes: [.zero]) }
        var last = CompactRange(begin: .max)
        for _ in 0..<5 { last.append(.zero) }
        #expect(last.root() == nil)
        var first = CompactRange(begin: .max)
        #expect(throws: LogError.self) { try first.append(last) }
        let most = (UInt64(1) << 63) - 1
        var large = try CompactRange(size: most, hashes: Array(repeating: .zero, count: 63))
        large.append(.zero)
        #expect(large.end == 1 << 63)
        #expect(large.hashes.count == 1)
    }
}
