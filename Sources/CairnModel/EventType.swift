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

    /// Whether the type is of a family of the registry, whose types are closed.
    ///
    /// The registry decides what counts, and what is redacted. The type `key` is of the family `key`, too.
    public var isRegistry: Bool { Role.registryFamilies.contains(family) }

    /// The whole type.
    public var description: String { name }

    /// Whether the bytes can be a type: 1 to 255 of 0x21 to 0x7E.
    static func isName(_ bytes: some Collection<UInt8>) -> Bool {
        (1...Limits.nameBytes).contains(bytes.count) && bytes.allSatisfy { (0x21...0x7E).contains($0) }
    }

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
