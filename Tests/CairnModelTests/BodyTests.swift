import CairnCrypto
import CairnModel
import CairnTestSupport
import Testing

@Suite("Body")
struct BodyTests {
    @Test("a body gives its members, its hash, its references and its data")
    func members() throws {
        let bytes = BodyText().bytes
        let body = try Body(checking: bytes)
        #expect(body.bytes == bytes)
        #expect(body.id.description == "019b76da-a80c-700c-8000-00000000000c")
        #expect(body.source == "https://ledger.hospital-a.example/imaging")
        #expect(body.type.name == "org.example.scanner.started")
        #expect(body.time.description == "2026-01-01T00:00:12.000000Z")
        #expect(body.hash == SHA256.hash([0] + bytes))
        #expect(body.references[.assets] == ["r-1"])
        #expect(body.references[.subjects] == [])
        #expect(body.data == .object([.init("assets", .array([.string("r-1")]))]))
        #expect(body.registryEvent == nil)
    }

    @Test("each required member is missed", arguments: ["specversion", "id", "source", "type", "time", "data"])
    func missing(name: String) {
        #expect(BodyText().without(name).verdict == "body.member")
        #expect(BodyText().with(name, "1").verdict == "body.member")
        #expect(BodyText().with(name, "null").verdict == "body.member")
        #expect(BodyText().with(name, "\"\"").verdict == "body.member")
    }

    @Test(
        "a member of another form is refused",
        arguments: [
            ("specversion", #""1.1""#), ("specversion", "1"), ("id", #""019B76DA-A80C-700C-8000-00000000000C""#),
            ("id", #""019b76da-a80c-700c-8000-0000000000""#), ("source", #""two words""#), ("source", #""é""#),
            ("type", "\"tab\\t\""), ("type", "\"\u{7F}\""), ("time", #""2026-01-01T00:00:12+00:00""#),
            ("time", #""2026-02-29T00:00:12Z""#), ("time", #""2026-01-01T00:00:60Z""#), ("data", "[]"),
            ("data", #""text""#),
        ]
    )
    func forms(name: String, value: String) {
        #expect(BodyText().with(name, value).verdict == "body.member")
    }

    @Test("strings have 1 to 255 bytes, counted without escapes", arguments: ["source", "type"])
    func lengths(name: String) {
        #expect(BodyText().with(name, "\"\(String(repeating: "x", count: 255))\"").verdict == "accepted")
        #expect(BodyText().with(name, "\"\(String(repeating: "\\u0078", count: 255))\"").verdict == "accepted")
        #expect(BodyText().with(name, "\"\(String(repeating: "x", count: 256))\"").verdict == "body.member")
        #expect(BodyText().with(name, "\"\(String(repeating: "\\u0078", count: 256))\"").verdict == "body.member")
    }

    @Test("members that bodies don't have are refused, escaped or not; other members are kept")
    func others() throws {
        #expect(BodyText().with("subject", "\"x\"").verdict == "body.forbidden-member")
        #expect(BodyText().with("data_base64", "\"\"").verdict == "body.forbidden-member")
        #expect(BodyText().with("\\u0073ubject", "\"x\"").verdict == "body.forbidden-member")
        #expect(BodyText().with("traceparent", "\"x y\"").verdict == "accepted")
        #expect(BodyText().with("data", #"{"subject":1,"data_base64":2}"#).verdict == "accepted")
    }

    @Test("escaped names and values are what they stand for")
    func escapes() throws {
        var text = BodyText().without("id")
        text.members.append(("\\u0069d", #""\u0030\u00319b76da-a80c-700c-8000-00000000000c""#))
        #expect(try Body(checking: text.bytes).id.description == "019b76da-a80c-700c-8000-00000000000c")
    }

    @Test("60,000 bytes are taken, 60,001 are not")
    func size() {
        func padded(_ count: Int) -> [UInt8] {
            let padding = count - BodyText().with("data", "{\"p\":\"\"}").bytes.count
            return BodyText().with("data", "{\"p\":\"\(String(repeating: "x", count: padding))\"}").bytes
        }
        #expect(padded(60_000).count == 60_000)
        #expect(BodyText.verdict(padded(60_000)) == "accepted")
        #expect(BodyText.verdict(padded(60_001)) == "body.too-large")
    }

    @Test("the first byte is {, the last is }, and between them every byte is read")
    func edges() {
        let bytes = BodyText().bytes
        for broken in [[], [0x20] + bytes, bytes + [0x20], bytes + [0x0A], [0xEF, 0xBB, 0xBF] + bytes, bytes + bytes] {
            #expect(BodyText.verdict(broken) == "body.syntax")
        }
        for count in 0..<bytes.count { #expect(BodyText.verdict(Array(bytes[..<count])) == "body.syntax") }
    }

    @Test("no changed byte makes checking fail otherwise than by an error within the body")
    func flips() {
        let bytes = BodyText().bytes
        for place in bytes.indices {
            for bit in UInt8(0)..<8 {
                var changed = bytes
                changed[place] ^= 1 << bit
                do {
                    let body = try Body(checking: changed)
                    #expect(body.bytes == changed)
                } catch {
                    #expect((0...changed.count).contains(error.offset))
                }
            }
        }
    }

    @Test("an error tells code and offset, and nothing of the content")
    func errors() {
        let secret = "Doe^Jane"
        let error = #expect(throws: BodyError.self) {
            try Body(checking: BodyText().with("source", "\"\(secret) x\"").bytes)
        }
        #expect(error?.description.contains(secret) == false)
        #expect(error?.description.contains("body.member") == true)
    }
}

@Suite("body vectors", .enabled(if: Vectors.exists, "the folder of test vectors is absent"))
struct BodyVectorTests {
    /// The code of the fault in each vector.
    static let faults = [
        "body-bad-utf8": "body.text", "body-byte-order-mark": "body.syntax", "body-data-is-array": "body.member",
        "body-duplicate-name": "body.duplicate-name", "body-duplicate-name-escaped": "body.duplicate-name",
        "body-escaped-nul": "body.text", "body-exponent": "body.number", "body-fraction": "body.number",
        "body-integer-too-large": "body.number", "body-leap-second": "body.member", "body-left-over": "body.syntax",
        "body-lone-surrogate": "body.text", "body-minus-zero": "body.number", "body-no-such-date": "body.member",
        "body-reference-with-space": "body.reference", "body-subject-attribute": "body.forbidden-member",
        "body-time-with-offset": "body.member", "body-too-deep": "body.too-deep", "body-upper-case-id": "body.member",
        "body-actor-is-text": "body.reference", "body-actor-with-space": "body.reference",
        "body-time-with-a-small-t": "body.member", "body-time-with-a-small-z": "body.member",
        "body-too-large": "body.too-large", "empty-body": "body.syntax",
        "one-event-of-two-breaks-a-rule": "body.syntax",
    ]

    struct Expected: Decodable {
        let code: String?
        let index: UInt64?
    }

    @Test("every body of the good export obeys the rules")
    func good() throws {
        let bodies = try ExportVector("export-v1").bodies
        #expect(bodies.count == 295)
        for body in bodies { #expect(BodyText.verdict(body) == "accepted") }
    }

    /// Events of the registry whose place is wrong are of the right form: `RegistryEvent.misplacement` refuses them.
    static let misplaced: Set = [
        "registry-author-named-as-the-ledger", "registry-ledger-key-of-another-name", "registry-recovery-given-later",
        "registry-second-beginning",
    ]

    @Test("each bad export has exactly one bad body, where its finding is, and it breaks the rule of its name")
    func bad() throws {
        var count = 0
        for folder in try VectorFolder.exports.names(in: "export-v1-bad") {
            let expected = try VectorFolder.exports.decode(
                Expected.self,
                from: "export-v1-bad/\(folder)/expected.json"
            )
            guard expected.code == "submission.body" else { continue }
            let verdicts = try ExportVector("export-v1-bad/\(folder)").bodies.map { BodyText.verdict($0) }
            let bad = verdicts.indices.filter { verdicts[$0] != "accepted" }
            let place: [UInt64?] = Self.misplaced.contains(folder) ? [] : [expected.index]
            #expect(bad.map { UInt64($0) } == place, "\(folder)")
            if let rule = Self.faults[folder] {
                #expect(bad.map { verdicts[$0] } == [rule], "\(folder)")
            } else if !Self.misplaced.contains(folder) {
                #expect(bad.map { verdicts[$0] } == ["body.registry"], "\(folder)")
            }
            count += 1
        }
        #expect(count > 50)
    }
}
