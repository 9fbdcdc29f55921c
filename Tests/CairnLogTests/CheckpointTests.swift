import CairnCrypto
import CairnLog
import CairnTestSupport
import Testing

@Suite("checkpoint.text")
struct CheckpointTests {
    private let text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"

    private func fault(_ text: String, allowingExtensions: Bool = false) -> String? {
        do throws(LogError) {
            _ = try Checkpoint(parsing: Array(text.utf8), allowingExtensions: allowingExtensions)
            return nil
        } catch {
            return error.code.rawValue
        }
    }

    @Test("the specification's example is read, and written as it was")
    func example() throws {
        let checkpoint = try Checkpoint(parsing: Array(text.utf8))
        #expect(checkpoint.text == Array(text.utf8))
        #expect(checkpoint.size == 20_852_163)
        #expect(checkpoint.origin.description == "example.com/behind-the-sofa")
        #expect(Checkpoint(origin: checkpoint.origin, size: checkpoint.size, root: checkpoint.root) == checkpoint)
    }

    @Test(
        "what is not exactly origin, size and root is refused",
        arguments: [
            "", "a", "a\n", "a\n1\n", "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
            "\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
            "a b\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
            "a\r\n1\r\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\r\n",
            "a\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
            "a\n+1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
            "a\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
            "a\n\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
            "a\n1 \nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
            "a\n9223372036854775808\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n", "a\n1\nAAAA\n",
            "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n",
            "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n",
            "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I= \n",
            "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n",
            "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\nmore\n",
            "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\nmore",
        ]
    )
    func refused(text: String) {
        #expect(fault(text) == "checkpoint.text")
    }

    @Test("extension lines are taken only where they are allowed, and never empty or unended")
    func extensions() throws {
        #expect(fault(text + "more\nand more\n") == "checkpoint.text")
        #expect(fault(text + "more\nand more\n", allowingExtensions: true) == nil)
        #expect(fault(text + "\n", allowingExtensions: true) == "checkpoint.text")
        #expect(fault(text + "more\n\n", allowingExtensions: true) == "checkpoint.text")
        #expect(fault(text + "more", allowingExtensions: true) == "checkpoint.text")
        let extended = try Checkpoint(parsing: Array((text + "more\n").utf8), allowingExtensions: true)
        #expect(extended.text == Array(text.utf8))
    }

    @Test("every flipped bit is refused or gives another checkpoint")
    func flips() throws {
        let checkpoint = try Checkpoint(parsing: Array(text.utf8))
        let survivors = Mutations.flips(of: Array(text.utf8)).filter { bytes in
            do throws(LogError) {
                return try Checkpoint(parsing: bytes) == checkpoint
            } catch {
                return false
            }
        }
        #expect(survivors.isEmpty)
    }

    private struct KeyFile: Decodable {
        let verifierKey: String
    }

    private func ledgerKey() throws -> VerifierKey {
        let keys = try VectorFolder.exports.decode([String: KeyFile].self, from: "export-v1/keys.json")
        return try VerifierKey(parsing: #require(keys["ledger.hospital-a.example/imaging"]).verifierKey)
    }

    @Test("the checkpoint of the export is signed by its ledger, and no flipped bit of it is")
    func export() throws {
        let key = try ledgerKey()
        let bytes = try VectorFolder.exports.bytes("export-v1/checkpoint")
        let note = try SignedNote(parsing: bytes)
        try note.verify(key)
        let checkpoint = try Checkpoint(parsing: note.text)
        #expect(checkpoint.origin == key.name)
        #expect(checkpoint.size == 295)
        let survivors = Mutations.flips(of: bytes).filter { bytes in
            do throws(LogError) {
                try SignedNote(parsing: bytes).verify(key)
                return true
            } catch {
                return false
            }
        }
        #expect(survivors.isEmpty)
    }

    @Test("every entry of the export is proven under its checkpoint by its tiles, and no entry is in another's place")
    func exportProofs() throws {
        let checkpoint = try Checkpoint(
            parsing: SignedNote(parsing: VectorFolder.exports.bytes("export-v1/checkpoint")).text
        )
        var tiles: [TileCoordinate: Tile] = [:]
        var leaves: [Hash] = []
        for level in 0...1 {
            for index in 0...1 {
                guard let place = TileCoordinate(level: level, index: UInt64(index), treeSize: checkpoint.size) else {
                    continue
                }
                tiles[place] = try Tile(
                    parsing: VectorFolder.exports.bytes("export-v1/\(place.path)"),
                    width: place.width
                )
                guard level == 0 else { continue }
                let path = TileCoordinate.entryBundlePath(index: place.index, width: place.width)
                leaves += try entries(of: VectorFolder.exports.bytes("export-v1/\(path)")).map {
                    MerkleTree.leafHash($0)
                }
            }
        }
        #expect(tiles.count == 3)
        #expect(UInt64(leaves.count) == checkpoint.size)
        #expect(MerkleTree.root(of: leaves) == checkpoint.root)
        for (index, leaf) in leaves.enumerated() {
            let proof = try InclusionProof(index: UInt64(index), size: checkpoint.size, tiles: tiles)
            try proof.verify(leaf: leaf, root: checkpoint.root)
            let other = leaves[(index + 1) % leaves.count]
            #expect(throws: LogError.self) { try proof.verify(leaf: other, root: checkpoint.root) }
        }
    }

    @Test(
        "checkpoints of the broken exports are refused",
        arguments: [
            "checkpoint-base64-not-canonical", "checkpoint-crlf", "checkpoint-extra-line", "checkpoint-leading-zero",
            "checkpoint-signed-by-another", "checkpoint-signed-twice", "checkpoint-over-262144-bytes",
            "cosigned-by-128-witnesses", "cosigned-by-a-name-with-a-plus", "cosigned-by-a-name-with-a-space",
        ]
    )
    func broken(name: String) throws {
        let key = try ledgerKey()
        let bytes = try VectorFolder.exports.bytes("export-v1-bad/\(name)/checkpoint")
        #expect(throws: LogError.self) {
            let note = try SignedNote(parsing: bytes)
            try note.verify(key)
            _ = try Checkpoint(parsing: note.text)
        }
    }

    @Test(
        "checkpoints with many cosignatures, or under names that C2SP allows, are read",
        arguments: [
            "cosigned-by-127-witnesses", "cosigned-by-20-ml-dsa-witnesses", "cosigned-by-a-name-with-an-accent",
        ]
    )
    func cosigned(name: String) throws {
        let note = try SignedNote(parsing: VectorFolder.exports.bytes("export-v1-bad/\(name)/checkpoint"))
        try note.verify(ledgerKey())
        #expect(note.signatures.count > 1)
    }

    private func entries(of bundle: [UInt8]) -> [[UInt8]] {
        var entries: [[UInt8]] = []
        var rest = bundle[...]
        while rest.count >= 2 {
            let length = rest.prefix(2).reduce(0) { $0 << 8 | Int($1) }
            entries.append(Array(rest.dropFirst(2).prefix(length)))
            rest = rest.dropFirst(2 + length)
        }
        return entries
    }

    private struct Examples: Decodable {
        struct Syntax: Decodable {
            let checkpoint_with_cosignature: String
        }

        let syntax_only: Syntax
    }

    @Test(
        "the specification's checkpoint with a cosignature parses",
        .enabled(if: Vectors.exists, "the folder of test vectors is absent")
    )
    func syntax() throws {
        let examples = try Vectors.decode(Examples.self, from: "notes/c2sp-spec-examples.json")
        let note = try SignedNote(parsing: Array(examples.syntax_only.checkpoint_with_cosignature.utf8))
        #expect(try Checkpoint(parsing: note.text).size == 20_852_163)
        #expect(note.signatures.map(\.bytes.count) == [64, 72])
    }
}
