import CairnCrypto
import CairnLog
import CairnVerification
import Testing

@Suite("TreeFold")
struct TreeFoldTests {
    private static func leaf(_ number: Int) -> Hash {
        SHA256.hash([UInt8(number >> 16), UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF)])
    }

    @Test func everySizeHasTheRootOfItsLeaves() throws {
        var tree = TreeFold()
        #expect(tree.root == MerkleTree.emptyRoot)
        var leaves: [Hash] = []
        for number in 0..<600 {
            #expect(tree.root(with: [TreeFoldTests.leaf(number)]) != tree.root)
            _ = tree.append(TreeFoldTests.leaf(number))
            leaves.append(TreeFoldTests.leaf(number))
            #expect(tree.root == MerkleTree.root(of: leaves))
        }
    }

    @Test func aTreeOfThreeLevelsIsTheSameByLeavesAndByTiles() throws {
        let leaves = (0..<(256 * 256 + 300)).map { TreeFoldTests.leaf($0) }
        var single = TreeFold()
        var tiled = TreeFold()
        var paths: [String] = []
        for first in stride(from: 0, to: leaves.count, by: 256) {
            let part = Array(leaves[first..<min(first + 256, leaves.count)])
            for leaf in part { paths += single.append(leaf).map(\.coordinate.path) }
            if part.count == 256 {
                _ = tiled.append(leaves: part, root: MerkleTree.root(of: part))
            } else {
                for leaf in part { _ = tiled.append(leaf) }
            }
        }
        #expect(single.root == MerkleTree.root(of: leaves))
        #expect(tiled.root == single.root)
        #expect(paths.count == 257 + 1)
        #expect(paths.suffix(3) == ["tile/0/255", "tile/1/000", "tile/0/256"])
    }

    @Test func aTreeGoesOnFromItsEdge() throws {
        var tree = TreeFold()
        for number in 0..<1_000 { _ = tree.append(TreeFoldTests.leaf(number)) }
        let edge = tree.edge.map(\.hashes)
        var resumed = try TreeFold(size: 1_000, edge: edge)
        _ = resumed.append(TreeFoldTests.leaf(1_000))
        _ = tree.append(TreeFoldTests.leaf(1_000))
        #expect(resumed.root == tree.root)
        #expect { _ = try TreeFold(size: 1_001, edge: edge) } throws: { ($0 as? LogError)?.code == .range }
        #expect { _ = try TreeFold(size: 1_000, edge: [edge[0]]) } throws: { ($0 as? LogError)?.code == .range }
    }
}
