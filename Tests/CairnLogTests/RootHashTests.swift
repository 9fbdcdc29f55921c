import CairnCrypto
import CairnLog
import CairnTestSupport
import Testing

@Suite("MerkleTree")
struct RootHashTests {
    private struct SmallTree: Decodable {
        let leaves: [String]
        let roots: [String]
        let nodes: [[String]]
    }

    @Test("the tree without leaves has the hash of nothing as its root")
    func empty() {
        #expect(MerkleTree.emptyRoot == SHA256.hash([]))
        #expect(MerkleTree.root(of: []) == MerkleTree.emptyRoot)
        #expect("\(MerkleTree.emptyRoot)" == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test("leaves and nodes are hashed behind different prefixes, so a node can't pass as a leaf")
    func prefixes() {
        let left = MerkleTree.leafHash([1])
        let right = MerkleTree.leafHash([2])
        #expect(MerkleTree.leafHash([1]) == SHA256.hash([0, 1]))
        #expect(MerkleTree.nodeHash(left, right) == SHA256.hash([1] + left.bytes + right.bytes))
        #expect(MerkleTree.leafHash(left.bytes + right.bytes) != MerkleTree.nodeHash(left, right))
        #expect(MerkleTree.nodeHash(left, right) != MerkleTree.nodeHash(right, left))
    }

    @Test("roots up to 130 leaves are those of the definition")
    func definition() {
        let tree = ReferenceTree(count: 130)
        let wrong = (0...130).filter { MerkleTree.root(of: tree.leaves.prefix($0)) != tree.root(size: $0) }
        #expect(wrong.isEmpty)
        #expect(Set((0...130).map { tree.root(size: $0) }).count == 131)
    }

    @Test("another order or another leaf gives another root")
    func sensitivity() {
        let leaves = ReferenceTree(count: 130).leaves
        let root = MerkleTree.root(of: leaves)
        for place in 1..<130 {
            var swapped = leaves
            swapped.swapAt(place, place - 1)
            #expect(MerkleTree.root(of: swapped) != root)
        }
    }

    @Test(
        "the small tree of the vectors has the roots and nodes it should",
        .enabled(if: Vectors.exists, "the folder of test vectors is absent")
    )
    func smallTree() throws {
        let small = try Vectors.decode(SmallTree.self, from: "merkle/rfc6962-small-tree.json")
        let leaves = try small.leaves.map { MerkleTree.leafHash(try #require(hexadecimal($0))) }
        for size in 0...8 {
            #expect("\(MerkleTree.root(of: leaves.prefix(size)))" == small.roots[size])
        }
        for (level, nodes) in small.nodes.enumerated() {
            for (index, node) in nodes.enumerated() {
                let part = leaves[(index << level)..<((index + 1) << level)]
                #expect("\(MerkleTree.root(of: part))" == node)
            }
        }
    }

    private func hexadecimal(_ text: String) -> [UInt8]? {
        let digits = text.compactMap { $0.hexDigitValue }
        guard digits.count == text.count, digits.count % 2 == 0 else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
    }
}
