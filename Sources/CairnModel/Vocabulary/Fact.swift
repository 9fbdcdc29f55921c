import CairnCrypto
import CairnLog

/// A member of `data` that means the same in every event: one word, one meaning.
public protocol FactForm: Sendable {
    /// The member's name.
    var name: String { get }
    /// How its value is written.
    var kind: FactKind { get }
    /// What it says, in a few words.
    var meaning: String { get }
}

/// A fact with the Swift type of its value.
public struct Fact<Value: Sendable>: FactForm {
    /// The member's name.
    public let name: String
    /// How its value is written.
    public let kind: FactKind
    /// What it says, in a few words.
    public let meaning: String
    let encode: @Sendable (Value) -> JSONValue
    let decode: @Sendable (JSONValue) -> Value?
}

extension Fact where Value == String {
    init(_ name: String, _ meaning: String, _ kind: FactKind = .identifier) {
        self.init(name: name, kind: kind, meaning: meaning, encode: { .string($0) }, decode: \.string)
    }
}

extension Fact where Value == [String] {
    init(_ name: String, _ meaning: String) {
        self.init(
            name: name,
            kind: .identifiers,
            meaning: meaning,
            encode: { .array($0.map { .string($0) }) },
            decode: \.strings
        )
    }
}

extension Fact where Value == Timestamp {
    init(_ name: String, _ meaning: String) {
        self.init(
            name: name,
            kind: .time,
            meaning: meaning,
            encode: { .string("\($0)") },
            // What is no time is no value.
            decode: { value in value.string.flatMap { try? Timestamp(parsing: $0.utf8) } }
        )
    }
}

extension Fact where Value == Int64 {
    init(_ name: String, _ meaning: String) {
        self.init(name: name, kind: .count, meaning: meaning, encode: { .integer($0) }, decode: \.integer)
    }
}

extension Fact where Value == Bool {
    init(_ name: String, _ meaning: String) {
        self.init(name: name, kind: .flag, meaning: meaning, encode: { .bool($0) }) { value in
            guard case .bool(let bool) = value else { return nil }
            return bool
        }
    }
}

extension Fact where Value == Hash {
    init(_ name: String, _ meaning: String) {
        self.init(
            name: name,
            kind: .hash,
            meaning: meaning,
            encode: { .string(Base64.encode($0.bytes)) },
            decode: { $0.string.flatMap(FactKind.hash) }
        )
    }
}

extension Fact where Value == Actor {
    init(_ name: String, _ meaning: String) {
        self.init(name: name, kind: .actor, meaning: meaning, encode: \.json, decode: { Actor($0) })
    }
}

extension Fact where Value == [SealedReference] {
    init(_ name: String, _ meaning: String) {
        self.init(
            name: name,
            kind: .sealed,
            meaning: meaning,
            encode: { SealedReference.members($0).first?.value ?? .array([]) },
            // What is malformed is no value.
            decode: { try? SealedReference.list(in: .object([.init("sealed", $0)])) }
        )
    }
}
