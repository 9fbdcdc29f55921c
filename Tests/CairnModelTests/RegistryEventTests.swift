import CairnCrypto
import CairnLog
import CairnModel
import Testing

@Suite("RegistryEvent")
struct RegistryEventTests {
    static let types = [
        "cairn.ledger.created.v1", "cairn.ledger.key-changed.v1", "cairn.key.registered.v1", "cairn.key.revoked.v1",
        "cairn.redaction.recorded.v1",
    ]
    static let keyTypes = types.dropLast()

    /// The members of `data` that each type has.
    static func members(_ type: String) throws -> [(name: String, value: String)] {
        let key = ("key", "\"\(try KeyRegistryTests.key("ledger.example", 1))\"")
        return switch type {
        case "cairn.ledger.created.v1": [("origin", "\"ledger.example\""), key]
        case "cairn.ledger.key-changed.v1": [key]
        case "cairn.key.registered.v1": [key, ("roles", "[\"image\",\"*\"]")]
        case "cairn.key.revoked.v1": [key, ("reason", "\"retired\"")]
        default:
            [
                ("index", "5"), ("bodyHash", "\"uRsDbz0SUn1RDRp2Ib/iL3/U0wi71weh9zm2EaVZOxs=\""),
                ("type", "\"cairn.consent.given.v1\""), ("reason", "\"name-in-a-note\""),
            ]
        }
    }

    static func verdict(_ type: String, _ members: [(name: String, value: String)]) -> String {
        let data = "{\(members.map { "\"\($0.name)\":\($0.value)" }.joined(separator: ","))}"
        return BodyText().with("type", "\"\(type)\"").with("data", data).verdict
    }

    @Test("events of the registry have the members of their type, and no other", arguments: types)
    func reading(type: String) throws {
        #expect(Self.verdict(type, try Self.members(type)) == "accepted")
        for name in ["comment", "actor", "subjects", "causes", "sealed"] {
            let value = name == "actor" ? "{}" : "[]"
            #expect(Self.verdict(type, try Self.members(type) + [(name, value)]) == "body.registry", "\(name)")
        }
    }

    @Test("they have the six attributes of a body, and no other", arguments: types)
    func attributes(type: String) throws {
        let data = try Self.members(type).map { "\"\($0.name)\":\($0.value)" }.joined(separator: ",")
        let body = BodyText().with("type", "\"\(type)\"").with("data", "{\(data)}")
        #expect(body.verdict == "accepted")
        #expect(body.with("traceparent", "\"00-1\"").verdict == "body.registry")
    }

    @Test("a member that is missing or malformed breaks the rules of bodies", arguments: types)
    func missing(type: String) throws {
        let members = try Self.members(type)
        for name in members.map(\.name) {
            #expect(Self.verdict(type, members.filter { $0.name != name }) == "body.registry", "\(name)")
            for value in ["null", "-1", "{}", "[1]", "true", "[]"] {
                let changed = members.map { $0.name == name ? (name: name, value: value) : $0 }
                #expect(Self.verdict(type, changed) == "body.registry", "\(name) \(value)")
            }
        }
    }

    @Test("a key is Ed25519, canonical, of full order, under a name that Cairn allows", arguments: keyTypes)
    func keys(type: String) throws {
        let key = try KeyRegistryTests.key("ledger.example", 1)
        let upper = try KeyRegistryTests.key("Ledger.example", 1)
        let plain = try KeyRegistryTests.key("localhost", 1)
        let cosigner = VerifierKey(name: key.name, publicKey: key.publicKey, algorithm: .cosignature)
        for text in [
            upper.description, plain.description, cosigner.description, key.description + "=", " " + key.description,
            key.description.replacing("ledger", with: "legder"), "",
        ] {
            let members = try Self.members(type).map { $0.name == "key" ? (name: "key", value: "\"\(text)\"") : $0 }
            #expect(Self.verdict(type, members) == "body.registry", "\(text)")
        }
    }

    @Test(
        "roles are names of families",
        arguments: [
            ("[]", false), (#"["key","ledger"]"#, true), (#"["*","*"]"#, true),
            (#"["org.example.scanner.started"]"#, true), (#"[""]"#, false),
            (#"["two words"]"#, false), (#"["é"]"#, false), (#"["image",1]"#, false), (#""image""#, false),
        ]
    )
    func roles(value: String, isTaken: Bool) throws {
        let members = try Self.members("cairn.key.registered.v1").map {
            $0.name == "roles" ? (name: "roles", value: value) : $0
        }
        #expect(Self.verdict("cairn.key.registered.v1", members) == (isTaken ? "accepted" : "body.registry"))
    }

    @Test(
        "compromisedSince is an index, where it is there",
        arguments: [("0", true), ("9007199254740991", true), ("-1", false), (#""0""#, false), ("null", false)]
    )
    func compromisedSince(value: String, isTaken: Bool) throws {
        let members = try Self.members("cairn.key.revoked.v1") + [("compromisedSince", value)]
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
            return Self.verdict(
                "cairn.ledger.created.v1",
                try Self.members("cairn.ledger.created.v1") + [("predecessor", encoded)]
            )
        }
        #expect(try verdict(note.bytes) == "accepted")
        #expect(try verdict(checkpoint.text) == "body.registry")
        #expect(try verdict(Array(note.bytes.dropLast())) == "body.registry")
        #expect(try verdict([]) == "body.registry")
        let members = try Self.members("cairn.ledger.created.v1")
        #expect(Self.verdict("cairn.ledger.created.v1", members + [("predecessor", "null")]) == "body.registry")
    }

    @Test(
        "a reason is a code, never free text",
        arguments: [
            ("x", true), ("name-in-a-note", true), (String(repeating: "a", count: 64), true), ("", false),
            (String(repeating: "a", count: 65), false), ("Retired", false), ("two words", false), ("a.b", false),
        ]
    )
    func reasons(reason: String, isTaken: Bool) throws {
        for type in ["cairn.key.revoked.v1", "cairn.redaction.recorded.v1"] {
            let members = try Self.members(type).map {
                $0.name == "reason" ? (name: "reason", value: "\"\(reason)\"") : $0
            }
            #expect(Self.verdict(type, members) == (isTaken ? "accepted" : "body.registry"))
        }
        #expect(((try? ReasonCode(reason)) != nil) == isTaken)
    }

    @Test(
        "the families are closed: any other type of them breaks the rules of bodies",
        arguments: [
            "cairn.key.registered.v2", "cairn.key.rotated.v1", "cairn.ledger.closed.v1", "cairn.ledger.created.v0",
            "cairn.redaction.recorded.v2", "cairn.key.destroyed.v1", "key", "ledger", "redaction",
        ]
    )
    func unknown(type: String) {
        #expect(BodyText().with("type", "\"\(type)\"").verdict == "body.registry")
    }
}
