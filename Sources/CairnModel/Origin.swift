public import CairnCrypto
public import CairnLog

/// The name of a ledger, for ever: 1 to 255 bytes, one or more segments of `[a-z0-9._~-]+` with one `/` between two.
///
/// No segment begins with a dot; the first contains one and doesn't end with one. So a name can become a path or a URL.
/// Names of authors' keys obey the same rule; they are services or roles, never people.
public struct Origin: Hashable, Sendable, CustomStringConvertible {
    /// The name as the name of a key.
    public let keyName: KeyName

    /// Takes a name.
    ///
    /// - Throws: ``ModelError`` with code `name.invalid`.
    public init(_ text: String) throws(ModelError) {
        try self.init(bytes: Array(text.utf8))
    }

    /// Takes the bytes of a name.
    ///
    /// - Throws: ``ModelError`` with code `name.invalid`.
    public init(bytes: some Collection<UInt8>) throws(ModelError) {
        guard Origin.isName(bytes), let name = Origin.keyName(bytes) else {
            throw ModelError(
                .name,
                "a name has 1 to 255 characters: segments of a-z 0-9 . _ ~ - with one / between two; no segment begins "
                    + "with a dot, and the first contains a dot and doesn't end with one"
            )
        }
        keyName = name
    }

    /// Whether the bytes are a name that ledgers and authors may have.
    public static func isName(_ bytes: some Collection<UInt8>) -> Bool {
        guard (1...Limits.nameBytes).contains(bytes.count) else { return false }
        let segments = Array(bytes).split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let dot = UInt8(ascii: ".")
        return segments.allSatisfy { segment in
            segment.first.map { $0 != dot } ?? false && segment.allSatisfy(isAllowed)
        } && segments[0].contains(dot) && segments[0].last != dot
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// What entry 0 names as its previous hash: SHA-256 of the origin.
    public var genesisPrevious: Hash { SHA256.hash(keyName.bytes) }

    /// The name as text.
    public var description: String { keyName.description }

    private static func keyName(_ bytes: some Collection<UInt8>) -> KeyName? {
        // What obeys the narrower rule obeys the wider one.
        try? KeyName(bytes: bytes)
    }
}
