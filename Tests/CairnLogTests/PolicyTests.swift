import CairnCrypto
import CairnLog
import CairnTestSupport
import Testing

@Suite("policy.malformed, policy.unsatisfied")
struct PolicyTests {
    private let witnessed: Witnessed

    init() throws {
        witnessed = try Witnessed()
    }

    /// The lines that define the log and witnesses W1 to W5, and then these.
    private func text(_ lines: String) -> String {
        let witnesses = witnessed.witnesses.enumerated().map { "witness W\($0.offset + 1) \($0.element)\n" }
        return "log \(witnessed.log)\n" + witnesses.joined() + lines
    }

    private func policy(_ lines: String) throws -> Policy {
        try Policy(parsing: Array(text(lines).utf8))
    }

    private func fault(_ bytes: some Sequence<UInt8>) -> String? {
        do throws(LogError) {
            _ = try Policy(parsing: Array(bytes))
            return nil
        } catch {
            return error.code.rawValue
        }
    }

    private func names(_ numbers: [Int]) -> Set<[UInt8]> {
        Set(numbers.map { Array("W\($0)".utf8) })
    }

    private struct Vector: Decodable {
        struct Case: Decodable {
            let groups: String
            let sets: [Row]
        }

        struct Row: Decodable {
            let numbers: [Int]
            let isQuorum: Bool

            init(from decoder: any Decoder) throws {
                var row = try decoder.unkeyedContainer()
                numbers = try row.decode([Int].self)
                isQuorum = try row.decode(Bool.self)
            }
        }

        let quorum_case: Case
    }

    @Test(
        "the quorum table of sigsum and tessera comes out",
        .enabled(if: Vectors.exists, "the folder of test vectors is absent")
    )
    func vectors() throws {
        let vector = try Vectors.decode(Vector.self, from: "notes/tlog-policy.json").quorum_case
        let lines = vector.groups.split(separator: "; ").map { $0.hasPrefix("quorum") ? "\($0)\n" : "group \($0)\n" }
        let policy = try policy(lines.joined())
        #expect(vector.sets.count == 9)
        for row in vector.sets {
            #expect(policy.isQuorum(names(row.numbers)) == row.isQuorum, "\(row.numbers)")
            let note = try witnessed.note(cosignedBy: row.numbers)
            if row.isQuorum {
                #expect(try policy.verify(note).count == row.numbers.count)
            } else {
                #expect(throws: LogError.self) { try policy.verify(note) }
            }
        }
    }

    @Test("every set of five witnesses is judged as thresholds have it", arguments: 1...5)
    func thresholds(threshold: Int) throws {
        let word = threshold == 1 ? "any" : threshold == 5 ? "all" : "\(threshold)"
        let policy = try policy("group G \(word) W1 W2 W3 W4 W5\nquorum G\n")
        let same = try self.policy("group G \(threshold) W1 W2 W3 W4 W5\nquorum G\n")
        for set in 0..<32 {
            let numbers = (1...5).filter { set & 1 << ($0 - 1) != 0 }
            #expect(policy.isQuorum(names(numbers)) == (numbers.count >= threshold))
            #expect(same.isQuorum(names(numbers)) == (numbers.count >= threshold))
        }
        #expect(!policy.isQuorum(Set(["W6", "G", "none"].map { Array($0.utf8) })))
    }

    @Test("a policy with spaces, tabs, comments, empty lines, URLs and names beyond ASCII is read")
    func lenient() throws {
        let lines = "\n \t\n# a comment\n\t # another: \u{E9}\nquorum \t none  \n"
        #expect(try policy(lines).isQuorum([]))
        let witness = witnessed.witnesses[0]
        let urls =
            "log \(witnessed.log) https://log.example/\nwitness \u{E9} \(witness) https://w.example/\nquorum \u{E9}\n"
        let policy = try Policy(parsing: Array(urls.utf8))
        #expect(policy.logs == [witnessed.log])
        #expect(policy.witnesses.map(\.key) == [witnessed.witnesses[0]])
        #expect(policy.isQuorum([Array("\u{E9}".utf8)]))
        #expect(!policy.isQuorum([Array("e\u{301}".utf8)]))
    }

    @Test(
        "what breaks the rules is refused as policy.malformed",
        arguments: [
            "", "quorum none", "quorum\n", "quorum none none\n", "quorum W6\n", "quorum none\nquorum none\n",
            "quorum W1\nquorum W2\n",
            "quorum any\n", "quorum all\n", "Quorum none\n", "quorum none\r\n", "quorum none\u{0}\n",
            "quorum none\u{7F}\n",
            "nonsense\nquorum none\n", "log\nquorum none\n", "witness W9\nquorum none\n", "group G\nquorum none\n",
            "group G any\nquorum G\n", "group G 0 W1\nquorum G\n", "group G -1 W1\nquorum G\n",
            "group G 2 W1\nquorum G\n",
            "group G 01 W1\nquorum G\n", "group G +1 W1\nquorum G\n", "group G one W1\nquorum G\n",
            "group G Any W1\nquorum G\n",
            "group G 99999999999999999999 W1\nquorum G\n", "group G any W1 W1\nquorum G\n",
            "group G any none\nquorum G\n",
            "group G any G\nquorum G\n", "group G any W6\nquorum G\n", "group W1 any W2\nquorum W1\n",
            "group none any W1\nquorum none\n",
            "group any any W1\nquorum none\n", "group all any W1\nquorum none\n",
            "group G any W1\ngroup G any W2\nquorum G\n",
            "group G any W1\ngroup H any W1\nquorum G\n", "quorum G\ngroup G any W1\n",
            "group G any H\ngroup H any W1\nquorum G\n",
            "group G any W1\ngroup H all G W2\ngroup I any G\nquorum H\n",
        ]
    )
    func malformed(lines: String) {
        #expect(fault(text(lines).utf8) == "policy.malformed")
    }

    @Test("a key that stands there twice, or is of the wrong kind, is refused")
    func keys() throws {
        let log = witnessed.log
        let witness = witnessed.witnesses[0]
        let renamed = VerifierKey(
            name: try KeyName("other.example"),
            publicKey: witness.publicKey,
            algorithm: .cosignature
        )
        let plain = VerifierKey(name: witness.name, publicKey: witness.publicKey)
        let rest = "quorum none\n"
        #expect(fault("log \(log)\nlog \(log)\n\(rest)".utf8) == "policy.malformed")
        #expect(fault("witness A \(witness)\nwitness B \(witness)\n\(rest)".utf8) == "policy.malformed")
        #expect(fault("witness A \(witness)\nwitness B \(renamed)\n\(rest)".utf8) == "policy.malformed")
        #expect(fault("witness A \(plain)\n\(rest)".utf8) == "policy.malformed")
        #expect(fault("witness A \(log.name)+00000000+AAAA\n\(rest)".utf8) == "policy.malformed")
        #expect(fault("witness none \(witness)\n\(rest)".utf8) == "policy.malformed")
        #expect(fault("log \(log) https://a https://b\n\(rest)".utf8) == "policy.malformed")
        #expect(fault("witness A \(witness)\nlog \(log)\n\(rest)".utf8) == nil)
    }

    @Test("a witness with an ML-DSA-44 key is kept and never counts")
    func otherAlgorithm() throws {
        let encoded = [UInt8(6)] + Array(repeating: 9, count: 1_312)
        let hash = "\(SHA256.hash(Array("pq.example\n".utf8) + encoded))".prefix(8)
        let text = "witness PQ pq.example+\(hash)+\(Base64.encode(encoded))\nquorum PQ\n"
        let policy = try Policy(parsing: Array(text.utf8))
        #expect(policy.witnesses.count == 1)
        #expect(policy.witnesses[0].key == nil)
        let keyHash = try #require(UInt32(hash, radix: 16))
        let line = NoteSignature(
            name: try KeyName("pq.example"),
            keyHash: keyHash,
            bytes: Array(repeating: 1, count: 8 + 2_420)
        )
        let note = try witnessed.note().adding(line)
        do throws(LogError) {
            _ = try policy.verify(note, log: witnessed.log)
            Issue.record("an unverified cosignature counted")
        } catch {
            #expect(error.code.rawValue == "policy.unsatisfied")
        }
    }

    @Test("limits on size, logs, witnesses and groups are errors")
    func limits() throws {
        let most = String(repeating: "#\n", count: Policy.largest / 2 - 6) + "quorum none\n"
        #expect(most.utf8.count == Policy.largest)
        #expect(fault(most.utf8) == nil)
        #expect(fault("#\(most)".utf8) == "policy.malformed")
        let groups = (1...256).map { "group G\($0) any \($0 == 1 ? "W1" : "G\($0 - 1)")\n" }.joined()
        #expect(try policy(groups + "quorum G256\n").isQuorum(names([1])))
        #expect(try !policy(groups + "quorum G256\n").isQuorum(names([2])))
        #expect(fault(text(groups + "group G any W2\nquorum G256\n").utf8) == "policy.malformed")
    }

    @Test("a checkpoint needs a log of the policy, that log's signature and a quorum")
    func verify() throws {
        let policy = try policy("group G 2 W1 W2 W3\nquorum G\n")
        let note = try witnessed.note(cosignedBy: [1, 3])
        #expect(try policy.verify(note).map(\.key) == [witnessed.witnesses[0], witnessed.witnesses[2]])
        #expect(throws: LogError.self) { try policy.verify(witnessed.note(cosignedBy: [1, 4])) }
        let unsigned = SignedNote(text: note.text, signatures: Array(note.signatures.dropFirst()))
        #expect(throws: LogError(.signature, "log.example/one has not signed this note")) {
            try policy.verify(unsigned)
        }
        let stranger = VerifierKey(name: witnessed.log.name, publicKey: try Witnessed.privateKey(9).publicKey)
        #expect(throws: LogError.self) { try policy.verify(note, log: stranger) }
        #expect(try policy.verify(note, log: witnessed.log).count == 2)
        let otherLog = try SignedNote.sign(
            text: Checkpoint(origin: KeyName("log.example/two"), size: 3, root: .zero).text,
            name: witnessed.log.name,
            key: Witnessed.privateKey(0)
        )
        let anyWitness = try self.policy("quorum none\n")
        #expect(try anyWitness.verify(witnessed.note()).isEmpty)
        #expect(throws: LogError(.policyUnsatisfied, "the policy names no log log.example/two")) {
            try anyWitness.verify(otherLog)
        }
        let notACheckpoint = try SignedNote.sign(
            text: Array("text\n".utf8),
            name: witnessed.log.name,
            key: Witnessed.privateKey(0)
        )
        #expect(throws: LogError.self) { try anyWitness.verify(notACheckpoint) }
    }

    @Test("a wrong cosignature by a witness of the policy refuses the checkpoint, one by a stranger is ignored")
    func wrongCosignature() throws {
        let policy = try policy("quorum W1\n")
        let right = try witnessed.cosignature(by: 2, over: witnessed.checkpoint.text)
        var bytes = right.bytes
        bytes[71] ^= 0x10
        let wrong = NoteSignature(name: right.name, keyHash: right.keyHash, bytes: bytes)
        #expect(throws: LogError.self) { try policy.verify(witnessed.note(cosignedBy: [1]).adding(wrong)) }
        let stranger = NoteSignature(name: try KeyName("stranger.example"), keyHash: 7, bytes: bytes)
        #expect(try policy.verify(witnessed.note(cosignedBy: [1]).adding(stranger)).count == 1)
    }
}
