public import CairnCrypto
import CairnLog

/// A payload that is sealed in the vault, as the body names it: the key of one person, and a commitment to what it
/// says.
public struct SealedReference: Sendable, Equatable {
    /// The id of the data key: 32 hexadecimal digits.
    public let key: String
    /// The salted commitment to the payload.
    public let commitment: Hash

    /// Makes a reference.
    public init(key: String, commitment: Hash) {
        self.key = key
        self.commitment = commitment
    }

    /// Reads `data.sealed` of an event; none where it is absent.
    ///
    /// - Throws: ``ModelError`` with code `event.malformed`.
    public static func list(in data: JSONValue) throws(ModelError) -> [SealedReference] {
        guard let value = data["sealed"] else { return [] }
        guard let elements = value.array else { throw ModelError(.event, "sealed is not an array") }
        var references: [SealedReference] = []
        for element in elements {
            guard let key = element["key"]?.string, isKeyID(key), let text = element["commitment"]?.string,
                let bytes = Base64.decode(Array(text.utf8)), let commitment = Hash(bytes)
            else { throw ModelError(.event, "an element of sealed is not a key id and a commitment") }
            references.append(SealedReference(key: key, commitment: commitment))
        }
        return references
    }

    /// Whether a text is 16 bytes in lowercase hexadecimal.
    static func isKeyID(_ text: String) -> Bool {
        text.utf8.count == 32
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
                default: false
                }
            }
    }

    /// The member `sealed`, or nothing where there is nothing sealed.
    static func members(_ references: [SealedReference]) -> [JSONValue.Member] {
        guard !references.isEmpty else { return [] }
        let elements = references.map { reference in
            JSONValue.object([
                .init("key", .string(reference.key)),
                .init("commitment", .string(Base64.encode(reference.commitment.bytes))),
            ])
        }
        return [.init("sealed", .array(elements))]
    }
}
