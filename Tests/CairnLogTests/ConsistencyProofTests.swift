import CairnCrypto
import CairnLog
import CairnTestSupport
import Testing

@Suite("ConsistencyProof")
struct ConsistencyProofTests {
    private let tree = ReferenceTree(count: 130)

    private func isRefused(_ proof: ConsistencyProof, old: Hash, new: Hash) -> Bool {
        do throws(LogError) {
            try proof.verify(oldRoot: old, newRoot: new)
            return false
        } catch {
            return [.proof, .proofWrong].contains(error.code)
        }
    }

    @Test("every pair of sizes up to 130 is proven from tiles, as the definition has it")
    func exhaustive() throws {
        var wrong: [String] = []
        for to in 1...130 {
            let tiles = try tree.tiles(size: to)
            for from in 1...to {
                let proof = try ConsistencyProof(from: UInt64(from), to: UInt64(to), tiles: tiles)
                try proof.verify(oldRoot: tree.root(size: from), newRoot: tree.root(size: to))
                if proof.path != tree.consistencyPath(from: from, to: to) { wrong.append("\(from) to \(to)") }
            }
        }
        #expect(wrong.isEmpty)
    }

    @Test("no proof survives a hash flipped, dropped, repeated, added or swapped, or another size or root")
    func twins() {
        var random = SeededRandom(seed: 4)
        var survivors: [String] = []
        for to in 1...130 {
            let new = tree.root(size: to)
            for from in 1...to {
                let old = tree.root(size: from)
                let path = tree.consistencyPath(from: from, to: to)
                let bits = to <= 9 ? Array(0..<256) : [Int.random(in: 0..<256, using: &random)]
                for mutated in Mutations.paths(path, bits: bits) {
                    let proof = ConsistencyProof(from: UInt64(from), to: UInt64(to), path: mutated)
                    if !isRefused(proof, old: old, new: new) { survivors.append("path of \(from) to \(to)") }
                }
                for other in 0...(to + 1) where other != from {
                    let proof = ConsistencyProof(from: UInt64(other), to: UInt64(to), path: path)
                    if !isRefused(proof, old: old, new: new) { survivors.append("\(from) as \(other), to \(to)") }
                }
                let proof = ConsistencyProof(from: UInt64(from), to: UInt64(to), path: path)
                let flip = Int.random(in: 0..<256, using: &random)
                if !isRefused(proof, old: Mutations.flip(flip, of: old), new: new)
                    || !isRefused(proof, old: old, new: Mutations.flip(flip, of: new))
                    || (from != to && !isRefused(proof, old: new, new: old))
                {
                    survivors.append("roots of \(from) to \(to)")
                }
            }
        }
        #expect(survivors.isEmpty)
    }

    @Test("a fork is refused: a tree that changed one leaf, or reordered two, below the old size")
    func fork() {
        for place in [0, 3, 31, 32, 63] {
            var leaves = tree.leaves
            leaves[place] = .zero
            let forked = MerkleTree.root(of: leaves)
            let honest = ConsistencyProof(from: 64, to: 130, path: tree.consistencyPath(from: 64, to: 130))
            #expect(isRefused(honest, old: tree.root(size: 64), new: forked))
        }
    }

    @Test("hashes left over are refused, whatever they would lead to")
    func leftOver() {
        let long = ConsistencyProof(from: 1, to: 2, path: [tree.leaves[1], .zero])
        #expect(throws: LogError(.proof, "the consistency proof has hashes left over")) {
            try long.verify(oldRoot: tree.root(size: 1), newRoot: tree.root(size: 2))
        }
    }

    @Test("equal sizes need equal roots and no hashes")
    func equalSizes() throws {
        let root = tree.root(size: 7)
        try ConsistencyProof(from: 7, to: 7, path: []).verify(oldRoot: root, newRoot: root)
        #expect(isRefused(ConsistencyProof(from: 7, to: 7, path: []), old: root, new: .zero))
        #expect(isRefused(ConsistencyProof(from: 7, to: 7, path: [root]), old: root, new: root))
    }

    @Test("from size 0, to a smaller size, and from 2^63 on there is no proof")
    func sizes() throws {
        let root = tree.root(size: 7)
        for (from, to) in [(0, 7), (0, 0), (8, 7), (7, UInt64.max), (UInt64.max, UInt64.max), (7, 1 << 63)] {
            #expect(isRefused(ConsistencyProof(from: from, to: to, path: []), old: root, new: root))
            #expect(ConsistencyProof.tiles(from: from, to: to).isEmpty)
            #expect(throws: LogError.self) { try ConsistencyProof(from: from, to: to, tiles: [:]) }
        }
        #expect(throws: LogError.self) { try ConsistencyProof(from: 3, to: 7, tiles: [:]) }
    }

    private struct Vector: Decodable {
        let size1: UInt64
        let size2: UInt64
        let root1: String
        let root2: String
        let proof: [String]?
        let desc: String
        let wantErr: Bool
    }

    @Test(
        "the vectors of transparency-dev/merkle are accepted and refused as they ask, and from size 0 always refused",
        .enabled(if: Vectors.exists, "the folder of test vectors is absent")
    )
    func vectors() throws {
        var seen = 0
        for folder in try Vectors.names(in: "merkle/consistency") {
            for name in try Vectors.names(in: "merkle/consistency/\(folder)") {
                let vector = try Vectors.decode(Vector.self, from: "merkle/consistency/\(folder)/\(name)")
                let path = (vector.proof ?? []).map(hash)
                let accepted: Bool
                if let old = hash(vector.root1), let new = hash(vector.root2), path.allSatisfy({ $0 != nil }) {
                    let proof = ConsistencyProof(
                        from: vector.size1,
                        to: vector.size2,
                        path: path.compactMap { $0 }
                    )
                    accepted = !isRefused(proof, old: old, new: new)
                } else {
                    accepted = false
                }
                #expect(accepted == (!vector.wantErr && vector.size1 > 0), "\(folder)/\(name): \(vector.desc)")
                seen += 1
            }
        }
        #expect(seen == 43)
    }

    private func hash(_ text: String) -> Hash? {
        Base64.decode(Array(text.utf8)).flatMap { Hash($0) }
    }
}
