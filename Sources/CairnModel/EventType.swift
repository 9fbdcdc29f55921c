import CairnLog

/// The type of an event: `cairn.<family>.<past-tense verb>.v<N>`, or any other text, which is a family of its own.
public struct EventType: Hashable, Sendable, CustomStringConvertible {
    /// The whole type.
    public let name: String
    /// The family, whose name is the role that authors need.
    public let family: String
    /// The version, where the type has Cairn's form.
    public let version: Int?

    /// Takes a type.
    public init(_ name: String) {
        self.name = name
        let parts = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0].elementsEqual("cairn".utf8), EventType.isWord(parts[1]),
            EventType.isWord(parts[2]),
            let version = EventType.version(parts[3])
        else {
            family = name
            version = nil
            return
        }
        family = String(Substring(parts[1]))
        self.version = version
    }

    /// Whether the type belongs to the key registry, of which a verifier must know every event.
    public var isRegistry: Bool { family == "key" || family == "ledger" }

    /// The whole type.
    public var description: String { name }

    private static func isWord(_ text: Substring.UTF8View) -> Bool {
        !text.isEmpty
            && text.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    private static func version(_ text: Substring.UTF8View) -> Int? {
        guard text.first == UInt8(ascii: "v") else { return nil }
        return Decimal.decode(text.dropFirst()).flatMap { Int(exactly: $0) }
    }
}
