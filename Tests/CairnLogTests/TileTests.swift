import CairnCrypto
import CairnLog
import Testing

@Suite("tile.malformed")
struct TileTests {
    @Test("a tile is read as it is written")
    func roundTrip() throws {
        let leaves = ReferenceTree(count: 256).leaves
        for width in [1, 2, 255, 256] {
            let tile = try Tile(hashes: Array(leaves.prefix(width)))
            #expect(try Tile(parsing: tile.bytes, width: width) == tile)
            #expect(tile.bytes.count == width * 32)
        }
    }

    @Test("more or fewer bytes than the width asks for, and widths outside 1 to 256, are refused")
    func refused() throws {
        for (count, width) in [(0, 0), (0, 1), (31, 1), (33, 1), (32, 2), (64, 1), (257 * 32, 257), (32, -1)] {
            do throws(LogError) {
                _ = try Tile(parsing: Array(repeating: 0, count: count), width: width)
                Issue.record("\(count) bytes were taken as a tile of width \(width)")
            } catch {
                #expect(error.code.rawValue == "tile.malformed")
            }
        }
        #expect(throws: LogError.self) { try Tile(hashes: []) }
        #expect(throws: LogError.self) { try Tile(hashes: Array(repeating: .zero, count: 257)) }
    }

    @Test("the root of a full tile is a hash of the tile above")
    func root() throws {
        let tree = ReferenceTree(count: 600)
        let tiles = try tree.tiles(size: 600)
        let above = try #require(TileCoordinate(level: 1, index: 0, treeSize: 600).flatMap { tiles[$0] })
        let below = try #require(TileCoordinate(level: 0, index: 1).flatMap { tiles[$0] })
        #expect(above.hashes.count == 2)
        #expect(below.root == above.hashes[1])
        #expect(try Tile(hashes: Array(below.hashes.reversed())).root != above.hashes[1])
    }

    @Test("proofs from tiles are those of the definition in trees whose sizes cross 256 and 65,536")
    func largeTrees() throws {
        let tree = ReferenceTree(count: 66_100)
        var random = SeededRandom(seed: 5)
        let sizes = [255, 256, 257, 511, 512, 513, 1_000, 65_535, 65_536, 65_537, 65_792, 66_100]
        for size in sizes {
            let tiles = try tree.tiles(size: size)
            let root = tree.root(size: size)
            let indexes =
                [0, size - 1, size / 2, size - 2, 254] + (0..<8).map { _ in Int.random(in: 0..<size, using: &random) }
            for index in indexes {
                let needed = InclusionProof.tiles(index: UInt64(index), size: UInt64(size))
                let given = tiles.filter { needed.contains($0.key) }
                #expect(given.count == needed.count)
                let proof = try InclusionProof(index: UInt64(index), size: UInt64(size), tiles: given)
                #expect(proof.path == tree.inclusionPath(index: index, 0..<size))
                try proof.verify(leaf: tree.leaves[index], root: root)
                #expect(throws: LogError.self) { try proof.verify(leaf: tree.leaves[index], root: .zero) }
            }
            for from in [1, 255, 256, size - 1, size] + (0..<8).map({ _ in Int.random(in: 1...size, using: &random) })
            where from <= size {
                let needed = ConsistencyProof.tiles(from: UInt64(from), to: UInt64(size))
                let given = tiles.filter { needed.contains($0.key) }
                #expect(given.count == needed.count)
                let proof = try ConsistencyProof(from: UInt64(from), to: UInt64(size), tiles: given)
                #expect(proof.path == tree.consistencyPath(from: from, to: size))
                try proof.verify(oldRoot: tree.root(size: from), newRoot: root)
                #expect(throws: LogError.self) { try proof.verify(oldRoot: .zero, newRoot: root) }
            }
        }
    }
}
