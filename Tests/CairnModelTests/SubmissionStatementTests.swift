import CairnCrypto
import CairnLog
import CairnModel
import CairnTestSupport
import Testing

@Suite("SubmissionStatement")
struct SubmissionStatementTests {
    static func key(_ seed: UInt8 = 7) throws -> Ed25519PrivateKey {
        try Ed25519PrivateKey(seed: Array(repeating: seed, count: 32))
    }

    static func statement(number: UInt64 = 3, count: Int = 2) throws -> SubmissionStatement {
        try SubmissionStatement(
            origin: Origin("ledger.hospital-a.example/imaging"),
            author: VerifierKey(name: KeyName("gateway.hospital-a.example"), publicKey: key().publicKey),
            number: number,
            previous: SHA256.hash([1]),
            anchor: Anchor(size: 17, leafHash: SHA256.hash([2])),
            count: count,
            root: SHA256.hash([3])
        )
    }

    static func isRefused(_ lines: [String]) -> Bool {
        do {
            _ = try SubmissionStatement(parsing: Array((lines.joined(separator: "\n") + "\n").utf8))
            return false
        } catch {
            return error.code == .statement
        }
    }

    @Test("a statement has eight lines, and is read as it is written")
    func text() throws {
        let statement = try Self.statement()
        let lines = String(decoding: statement.text, as: UTF8.self).split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
        #expect(lines.count == 9)
        #expect(lines[8] == "")
        #expect(lines[0] == "cairn/submission/v1")
        #expect(lines[1] == "ledger.hospital-a.example/imaging")
        #expect(lines[2] == statement.author.description)
        #expect(lines[3] == "3")
        #expect(lines[4] == Base64.encode(SHA256.hash([1]).bytes))
        #expect(lines[5] == "17 " + Base64.encode(SHA256.hash([2]).bytes))
        #expect(lines[6] == "2")
        #expect(lines[7] == Base64.encode(SHA256.hash([3]).bytes))
        #expect(try SubmissionStatement(parsing: statement.text) == statement)
        #expect(statement.hash == SHA256.hash(statement.text))
    }

    @Test("each line of another form is refused")
    func forms() throws {
        let lines = String(decoding: try Self.statement().text, as: UTF8.self).split(separator: "\n").map(String.init)
        let hash = lines[7]
        let wrong: [Int: [String]] = [
            0: ["cairn/submission/v2", "cairn/submission/v1 ", "Cairn/submission/v1", ""],
            1: ["localhost", "Ledger.example", "ledger.example x", ""],
            2: [
                "", "gateway.hospital-a.example", lines[2] + "=", lines[2].replacing("gateway", with: "Gateway"),
                lines[2].replacing("gateway", with: "gatewaz"), String(lines[2].dropLast()),
            ],
            3: ["", "00", "03", "+3", "-3", "3 ", "0x3", "9223372036854775808", "18446744073709551619", "3.0"],
            4: ["", "AAAA", String(hash.dropLast()), hash + "=", " " + hash, hash.replacing("=", with: "")],
            5: [
                "", "AAAA", hash, "17", "17 ", "17 " + String(hash.dropLast()), "17 " + hash + "=", "17 " + hash + " ",
                "17  " + hash, "17\t" + hash, " 17 " + hash, "017 " + hash, "+17 " + hash, "-1 " + hash, " " + hash,
                "9223372036854775808 " + hash, "17 AAAA",
            ],
            6: ["", "0", "10001", "02", "-1", "2 "],
            7: ["", "AAAA", String(hash.dropLast()), hash + "=", hash + "\r"],
        ]
        for (line, values) in wrong {
            for value in values {
                var changed = lines
                changed[line] = value
                #expect(Self.isRefused(changed), "line \(line): \(value)")
            }
        }
    }

    @Test("a line dropped, repeated, swapped or added is refused")
    func lines() throws {
        let lines = String(decoding: try Self.statement().text, as: UTF8.self).split(separator: "\n").map(String.init)
        for place in lines.indices {
            var dropped = lines
            dropped.remove(at: place)
            #expect(Self.isRefused(dropped), "dropped \(place)")
            #expect(Self.isRefused(Array(lines[...place]) + Array(lines[place...])), "repeated \(place)")
        }
        for added in ["", "x"] {
            #expect(Self.isRefused(lines + [added]), "added")
            #expect(Self.isRefused([added] + lines), "put in front")
        }
        let text = try Self.statement().text
        for broken in [Array(text.dropLast()), Array(text.map { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }.joined()), []] {
            #expect(throws: ModelError.self) { try SubmissionStatement(parsing: broken) }
        }
    }

    @Test("base64 that is not canonical is refused, though it decodes")
    func canonical() throws {
        let lines = String(decoding: try Self.statement().text, as: UTF8.self).split(separator: "\n").map(String.init)
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        for line in [4, 5, 7] {
            let last = lines[line].index(lines[line].endIndex, offsetBy: -2)
            let place = try #require(alphabet.firstIndex(of: lines[line][last]))
            var changed = lines
            changed[line] = lines[line][..<last] + String(alphabet[place + 1]) + "="
            #expect(Self.isRefused(changed), "line \(line)")
        }
    }

    @Test("1 to 10,000 bodies are stated")
    func counts() throws {
        for count in [1, 10_000] { #expect(try Self.statement(count: count).count == count) }
        for count in [-1, 0, 10_001] {
            let error = #expect(throws: ModelError.self) { try Self.statement(count: count) }
            #expect(error?.code == .submissionTooLarge)
        }
    }

    @Test("a statement of bodies names their count and root; more than 16 MiB are refused")
    func bodies() throws {
        func statement(_ bodies: [Body]) throws -> SubmissionStatement {
            try SubmissionStatement(
                origin: Origin("a.example"),
                author: VerifierKey(name: KeyName("b.example"), publicKey: Self.key().publicKey),
                number: 0,
                previous: .zero,
                anchor: .none,
                bodies: bodies
            )
        }
        let small = try Body(checking: BodyText().bytes)
        let other = try Body(checking: BodyText().with("data", "{}").bytes)
        #expect(try statement([small, other]).count == 2)
        #expect(try statement([small, other]).root == MerkleTree.nodeHash(small.hash, other.hash))
        #expect(try statement([small]).root == small.hash)
        #expect(try statement([small, other]).root != statement([other, small]).root)
        let padding = String(repeating: "x", count: 59_000)
        let large = try Body(checking: BodyText().with("data", "{\"p\":\"\(padding)\"}").bytes)
        let most = Limits.submissionBytes / large.bytes.count
        #expect(try statement(Array(repeating: large, count: most)).count == most)
        let error = #expect(throws: ModelError.self) { try statement(Array(repeating: large, count: most + 1)) }
        #expect(error?.code == .submissionTooLarge)
        #expect(throws: ModelError.self) { try statement([]) }
    }
}
