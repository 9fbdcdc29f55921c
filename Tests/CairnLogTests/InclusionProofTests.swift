import CairnCrypto
import CairnLog
import CairnTestSupport
import Testing

@Suite("InclusionProof")
struct InclusionProofTests {
    private let tree = ReferenceTree(count: 130)

    private func isRefused(_ proof: InclusionProof, leaf: Hash, root: Hash) -> Bool {
        do throws(LogError) {
            try proof.verify(leaf: leaf, root: root)
            return false
        } catch {
            return [.proof, .proofWrong].contains(error.code)
        }
    }

    @Test("every leaf of every tree up to 130 leaves is proven from tiles, as the definition has it")
    func exhaustive() throws {
        var wrong: [String] = []
        for size in 1...130 {
            let tiles = try tree.tiles(size: size)
            let root = tree.root(size: size)
            for index in 0..<size {
                let proof = try InclusionProof(index: UInt64(index), size: UInt64(size), tiles: tiles)
                try proof.verify(leaf: tree.leaves[index], root: root)
                if proof.path != tree.inclusionPath(index: index, 0..<size) { wrong.append("\(index) of \(size)") }
            }
        }
        #expect(wrong.isEmpty)
    }

    @Test("no proof survives a hash flipped, dropped, repeated, added or swapped, or another index, size, leaf or root")
    func twins() {
        var random = SeededRandom(seed: 2)
        var survivors: [String] = []
        for size in 1...130 {
            let root = tree.root(size: size)
            for index in 0..<size {
                let path = tree.inclusionPath(index: index, 0..<size)
                let leaf = tree.leaves[index]
                let bits = size <= 9 ? Array(0..<256) : [Int.random(in: 0..<256, using: &random)]
                for mutated in Mutations.paths(path, bits: bits) {
                    let proof = InclusionProof(index: UInt64(index), size: UInt64(size), path: mutated)
                    if !isRefused(proof, leaf: leaf, root: root) { survivors.append("path of \(index) in \(size)") }
                }
                for other in 0..<(size + 2) where other != index {
                    let proof = InclusionProof(index: UInt64(other), size: UInt64(size), path: path)
                    if !isRefused(proof, leaf: leaf, root: root) { survivors.append("\(index) as \(other) in \(size)") }
                }
                let proof = InclusionProof(index: UInt64(index), size: UInt64(size), path: path)
                let flip = Int.random(in: 0..<256, using: &random)
                if !isRefused(proof, leaf: Mutations.flip(flip, of: leaf), root: root)
                    || !isRefused(proof, leaf: leaf, root: Mutations.flip(flip, of: root))
                    || !isRefused(proof, leaf: leaf, root: tree.root(size: size - 1))
                {
                    survivors.append("leaf or root of \(index) in \(size)")
                }
            }
        }
        #expect(survivors.isEmpty)
    }

    @Test("a path is refused for a size under which its length can't be right")
    func otherSizes() {
        let path = tree.inclusionPath(index: 5, 0..<100)
        for size in [0, 1, 5, 6, 8, 64, 129, 1 << 40, UInt64.max] {
            let proof = InclusionProof(index: 5, size: size, path: path)
            #expect(isRefused(proof, leaf: tree.leaves[5], root: tree.root(size: 100)))
        }
        let long = InclusionProof(index: 0, size: 1, path: Array(repeating: .zero, count: 100_000))
        #expect(isRefused(long, leaf: .zero, root: .zero))
    }

    @Test("the last leaf of a larger tree can't be passed off as the only leaf of a tree of one")
    func leftOver() {
        for size in 2...130 {
            let path = tree.inclusionPath(index: size - 1, 0..<size)
            let proof = InclusionProof(index: 0, size: 1, path: path)
            #expect(throws: LogError(.proof, "the inclusion proof has hashes left over")) {
                try proof.verify(leaf: tree.leaves[size - 1], root: tree.root(size: size))
            }
        }
    }

    @Test("an inner node can't be passed off as the data of a leaf")
    func secondPreimage() {
        let node = tree.leaves[0].bytes + tree.leaves[1].bytes
        let proof = InclusionProof(index: 0, size: 2, path: [tree.root(2..<4)])
        #expect(isRefused(proof, leaf: MerkleTree.leafHash(node), root: tree.root(size: 4)))
        #expect(isRefused(proof, leaf: MerkleTree.leafHash([1] + node), root: tree.root(size: 4)))
    }

    @Test("codes tell a proof that can't be from one that leads elsewhere")
    func codes() {
        #expect(LogError.Code.proof.rawValue == "proof.malformed")
        #expect(LogError.Code.proofWrong.rawValue == "proof.wrong")
        let short = InclusionProof(index: 0, size: 2, path: [])
        #expect(throws: LogError(.proof, "the inclusion proof is too short")) {
            try short.verify(leaf: tree.leaves[0], root: tree.root(size: 2))
        }
        let wrong = InclusionProof(index: 0, size: 2, path: [.zero])
        #expect(throws: LogError(.proofWrong, "the inclusion proof of leaf 0 leads to another root")) {
            try wrong.verify(leaf: tree.leaves[0], root: tree.root(size: 2))
        }
    }

    @Test("in 10 million entries a proof needs at most six tiles, and the same whatever the order it is asked in")
    func fewTiles() {
        var random = SeededRandom(seed: 3)
        let size: UInt64 = 10_000_000
        for index in [0, 255, 256, size / 2, size - 257, size - 1] + (0..<500).map({ _ in random.next() % size }) {
            let tiles = InclusionProof.tiles(index: index, size: size)
            #expect((3...6).contains(tiles.count))
            #expect(tiles == InclusionProof.tiles(index: index, size: size))
        }
        #expect(InclusionProof.tiles(index: 5, size: 5).isEmpty)
        #expect(InclusionProof.tiles(index: 5, size: .max).isEmpty)
        #expect(!InclusionProof.tiles(index: (1 << 63) - 2, size: (1 << 63) - 1).isEmpty)
    }

    @Test("a missing or short tile is an error, not a proof")
    func missingTiles() throws {
        let tiles = try tree.tiles(size: 130)
        #expect(throws: LogError.self) { try InclusionProof(index: 5, size: 130, tiles: [:]) }
        let place = try #require(tiles.keys.first)
        let short = try Tile(hashes: Array(tree.leaves.prefix(100)))
        do throws(LogError) {
            _ = try InclusionProof(index: 5, size: 130, tiles: [place: short])
            Issue.record("a proof came from a short tile")
        } catch {
            #expect(error.code == .tile)
        }
        #expect(throws: LogError.self) { try InclusionProof(index: 130, size: 130, tiles: tiles) }
        #expect(throws: LogError.self) { try InclusionProof(index: 0, size: .max, tiles: tiles) }
    }

    private struct Vector: Decodable {
        let leafIdx: UInt64
        let treeSize: UInt64
        let root: String
        let leafHash: String
        let proof: [String]?
        let desc: String
        let wantErr: Bool
    }

    @Test(
        "the vectors of transparency-dev/merkle are accepted and refused as they ask",
        .enabled(if: Vectors.exists, "the folder of test vectors is absent")
    )
    func vectors() throws {
        var seen = 0
        for folder in try Vectors.names(in: "merkle/inclusion") {
            for name in try Vectors.names(in: "merkle/inclusion/\(folder)") {
                let vector = try Vectors.decode(Vector.self, from: "merkle/inclusion/\(folder)/\(name)")
                let path = (vector.proof ?? []).map(hash)
                let accepted: Bool
                if let root = hash(vector.root), let leaf = hash(vector.leafHash), path.allSatisfy({ $0 != nil }) {
                    let proof = InclusionProof(
                        index: vector.leafIdx,
                        size: vector.treeSize,
                        path: path.compactMap { $0 }
                    )
                    accepted = !isRefused(proof, leaf: leaf, root: root)
                } else {
                    accepted = false
                }
                #expect(accepted != vector.wantErr, "\(folder)/\(name): \(vector.desc)")
                seen += 1
            }
        }
        #expect(seen == 49)
    }

    private func hash(_ text: String) -> Hash? {
        Base64.decode(Array(text.utf8)).flatMap { Hash($0) }
    }
}
