import CairnCrypto
import CairnLog
import CairnTestSupport
import Testing

@Suite("proof.malformed")
struct ProofFileTests {
    private let hash = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="

    private func fault(_ text: String) -> String? {
        do throws(LogError) {
            _ = try ProofFile(parsing: Array(text.utf8))
            return nil
        } catch {
            return error.code.rawValue
        }
    }

    @Test("a proof file is read as it is written, and its proof verifies under its checkpoint")
    func roundTrip() throws {
        let tree = ReferenceTree(count: 100)
        let origin = try KeyName("log.example/one")
        for size in [1, 2, 3, 64, 100] {
            let checkpoint = Checkpoint(origin: origin, size: UInt64(size), root: tree.root(size: size))
            let key = try Witnessed.privateKey(0)
            let note = try SignedNote.sign(text: checkpoint.text, name: origin, key: key)
            for (index, extra) in [(0, nil), (size / 2, [1, 2, 3]), (size - 1, [0])] as [(Int, [UInt8]?)] {
                let path = tree.inclusionPath(index: index, 0..<size)
                let file = ProofFile(index: UInt64(index), path: path, checkpoint: note.bytes, extra: extra)
                let parsed = try ProofFile(parsing: file.bytes)
                #expect(parsed == file)
                #expect(parsed.bytes == file.bytes)
                let signed = try SignedNote(parsing: parsed.checkpoint)
                try signed.verify(VerifierKey(name: origin, publicKey: key.publicKey))
                let proof = InclusionProof(index: parsed.index, size: UInt64(size), path: parsed.path)
                try proof.verify(leaf: tree.leaves[index], root: Checkpoint(parsing: signed.text).root)
                #expect(throws: LogError.self) { try proof.verify(leaf: .zero, root: checkpoint.root) }
            }
        }
    }

    @Test("every flipped bit is refused, or changes what was read")
    func flips() throws {
        let file = ProofFile(index: 5, path: [.zero, .zero], checkpoint: Array("c\n".utf8), extra: [1, 2])
        let survivors = Mutations.flips(of: file.bytes).filter { bytes in
            do throws(LogError) {
                let parsed = try ProofFile(parsing: bytes)
                return parsed == file || parsed.bytes != bytes
            } catch {
                return false
            }
        }
        #expect(survivors.isEmpty)
    }

    @Test(
        "what is not a proof file is refused",
        arguments: [
            "", "\n", "c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v1\n", "c2sp.org/tlog-proof@v2\nindex 0\n\nc\n",
            "c2sp.org/tlog-proof@v1\r\nindex 0\n\nc\n", "c2sp.org/tlog-proof@v1\nindex 0\n",
            "c2sp.org/tlog-proof@v1\nindex 0\n\n",
            "c2sp.org/tlog-proof@v1\nindex 00\n\nc\n", "c2sp.org/tlog-proof@v1\nindex  0\n\nc\n",
            "c2sp.org/tlog-proof@v1\nindex 0 \n\nc\n",
            "c2sp.org/tlog-proof@v1\nindex 9223372036854775808\n\nc\n", "c2sp.org/tlog-proof@v1\nIndex 0\n\nc\n",
            "c2sp.org/tlog-proof@v1\nindex 0\nindex 0\n\nc\n", "c2sp.org/tlog-proof@v1\nindex 0\nextra AAAA\n\nc\n",
            "c2sp.org/tlog-proof@v1\nextra AAAA\nextra AAAA\nindex 0\n\nc\n",
            "c2sp.org/tlog-proof@v1\nextra AAA\nindex 0\n\nc\n",
            "c2sp.org/tlog-proof@v1\nextra AAB=\nindex 0\n\nc\n", "c2sp.org/tlog-proof@v1\nextra AAAA\n",
            "c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\nc\n",
        ]
    )
    func malformed(text: String) {
        #expect(fault(text) == "proof.malformed")
    }

    @Test("63 hashes and 256 KiB are taken, more are refused")
    func limits() {
        let lines = { count in String(repeating: hash + "\n", count: count) }
        #expect(fault("c2sp.org/tlog-proof@v1\nindex 0\n\(lines(63))\nc\n") == nil)
        #expect(fault("c2sp.org/tlog-proof@v1\nindex 0\n\(lines(64))\nc\n") == "proof.malformed")
        let head = "c2sp.org/tlog-proof@v1\nindex 0\n\n"
        let room = ProofFile.largest - head.utf8.count
        #expect(fault(head + String(repeating: "c", count: room)) == nil)
        #expect(fault(head + String(repeating: "c", count: room + 1)) == "proof.malformed")
    }

    private struct Vector: Decodable {
        struct Case: Decodable {
            let name: String
            let proof: String
            let ok: Bool
            let index: UInt64?
            let hashes: Int?
            let checkpoint: String?
        }

        let cases: [Case]
    }

    @Test(
        "the proof files of transparency-dev/formats are accepted and refused as they ask",
        .enabled(if: Vectors.exists, "the folder of test vectors is absent")
    )
    func vectors() throws {
        let vectors = try Vectors.decode(Vector.self, from: "notes/tlog-proof-parse.json")
        #expect(vectors.cases.count == 8)
        for vector in vectors.cases {
            #expect((fault(vector.proof) == nil) == vector.ok, "\(vector.name)")
            guard vector.ok else { continue }
            let file = try ProofFile(parsing: Array(vector.proof.utf8))
            #expect(file.index == vector.index)
            #expect(file.path.count == vector.hashes)
            #expect(file.checkpoint == vector.checkpoint.map { Array($0.utf8) })
        }
    }
}
