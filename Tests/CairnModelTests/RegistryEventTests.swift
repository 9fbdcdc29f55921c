import CairnCrypto
import CairnLog
import CairnModel
import Testing

@Suite("RegistryEvent")
struct RegistryEventTests {
    static let types = [
        "cairn.ledger.created.v1", "cairn.ledger.key-changed.v1", "cairn.key.registered.v1", "cairn.key.revoked.v1",
    ]

    /// Data that every one of the four types takes.
    static func members() throws -> [(name: String, value: String)] {
        let key = try KeyRegistryTests.key("ledger.example", 1)
        return [
            ("origin", "\"ledger.example\""), ("key", "\"\(key)\""), ("roles", "[\"image\",\"*\"]"),
            ("reason", "\"retired\""),
        ]
    }

    static func verdict(_ type: String, _ members: [(name: String, value: String)]) -> String {
        let data = "{\(members.map { "\"\($0.name)\":\($0.value)" }.joined(separator: ","))}"
        return BodyText().with("type", "\"\(type)\"").with("data", data).verdict
    }

    @Test("well-formed registry events are read", arguments: types)
    func reading(type: String) throws {
        #expect(Self.verdict(type, try Self.members()) == "accepted")
        #expect(Self.verdict(type, try Self.members() + [("comment", "1")]) == "accepted")
    }

    @Test(
        "a named member that is missing or malformed breaks the rules of bodies",
        arguments: [
            ("cairn.ledger.created.v1", ["origin", "key"]), ("cairn.ledger.key-changed.v1", ["key"]),
            ("cairn.key.registered.v1", ["key", "roles"]), ("cairn.key.revoked.v1", ["key", "reason"]),
        ]
    )
    func missing(type: String, names: [String]) throws {
        let members = try Self.members()
        for name in members.map(\.name) {
            let expected = names.contains(name) ? "body.registry" : "accepted"
            #expect(Self.verdict(type, members.filter { $0.name != name }) == expected, "\(name)")
            for value in ["null", "1", "{}", "[1]", "true"] {
                let changed = members.map { $0.name == name ? (name: name, value: value) : $0 }
                #expect(Self.verdict(type, changed) == expected, "\(name) \(value)")
            }
        }
    }

    @Test("a key is Ed25519, canonical, of full order, under a name that Cairn allows", arguments: types)
    func keys(type: String) throws {
        let key = try KeyRegistryTests.key("ledger.example", 1)
        let upper = try KeyRegistryTests.key("Ledger.example", 1)
        let plain = try KeyRegistryTests.key("localhost", 1)
        let cosigner = VerifierKey(name: key.name, publicKey: key.publicKey, algorithm: .cosignature)
        for text in [
            upper.description, plain.description, cosigner.description, key.description + "=", " " + key.description,
            key.description.replacing("ledger", with: "legder"), "",
        ] {
            let members = try Self.members().map { $0.name == "key" ? (name: "key", value: "\"\(text)\"") : $0 }
            #expect(Self.verdict(type, members) == "body.registry", "\(text)")
        }
    }

    @Test(
        "roles are names of families",
        arguments: [
            ("[]", true), (#"["key","ledger"]"#, true), (#"["org.example.scanner.started"]"#, true), (#"[""]"#, false),
            (#"["two words"]"#, false), (#"["é"]"#, false), (#"["image",1]"#, false), (#""image""#, false),
        ]
    )
    func roles(value: String, isTaken: Bool) throws {
        let members = try Self.members().map { $0.name == "roles" ? (name: "roles", value: value) : $0 }
        #expect(Self.verdict("cairn.key.registered.v1", members) == (isTaken ? "accepted" : "body.registry"))
    }

    @Test(
        "compromisedSince is an index, where it is there",
        arguments: [("0", true), ("9007199254740991", true), ("-1", false), (#""0""#, false), ("null", false)]
    )
    func compromisedSince(value: String, isTaken: Bool) throws {
        let members = try Self.members() + [("compromisedSince", value)]
        #expect(Self.verdict("cairn.key.revoked.v1", members) == (isTaken ? "accepted" : "body.registry"))
    }

    @Test("a predecessor is a whole checkpoint")
    func predecessor() throws {
        let checkpoint = Checkpoint(origin: try KeyName("old.example"), size: 7, root: SHA256.hash([1]))
        let note = try SignedNote.sign(
            text: checkpoint.text,
            name: checkpoint.origin,
            key: Ed25519PrivateKey(seed: Array(repeating: 9, count: 32))
        )
        func verdict(_ text: [UInt8]) throws -> String {
            let value = JSONValue.string(String(decoding: text, as: UTF8.self))
            let encoded = String(decoding: value.encoded, as: UTF8.self)
            return Self.verdict("cairn.ledger.created.v1", try Self.members() + [("predecessor", encoded)])
        }
        #expect(try verdict(note.bytes) == "accepted")
        #expect(try verdict(checkpoint.text) == "body.registry")
        #expect(try verdict(Array(note.bytes.dropLast())) == "body.registry")
        #expect(try verdict([]) == "body.registry")
        let members = try Self.members()
        #expect(Self.verdict("cairn.ledger.created.v1", members + [("predecessor", "null")]) == "body.registry")
    }

    @Test(
        "other types of the families are told as unknown, and their data is not judged",
        arguments: [
            "cairn.key.registered.v2", "cairn.key.rotated.v1", "cairn.ledger.closed.v1", "cairn.ledger.created.v0",
        ]
    )
    func unknown(type: String) throws {
        let body = try Body(checking: BodyText().with("type", "\"\(type)\"").bytes)
        #expect(body.isUnknownRegistryEvent)
        #expect(body.registryEvent == nil)
    }
}
