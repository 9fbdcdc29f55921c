internal import CairnCrypto

/// What a ledger knows a data subject by: a random UUID (version 4, RFC 9562 §5.4), written in lowercase.
///
/// It is a pseudonym: derived from nothing, linkable inside one ledger, shared with no other, and resolvable only as
/// long as the vault holds the subject.
public struct SubjectID: Hashable, Sendable, CustomStringConvertible {
    /// The 16 bytes of the UUID.
    public let bytes: [UInt8]

    /// Makes a new random id.
    ///
    /// - Returns: The id.
    /// - Throws: `CryptoError` where there is no randomness.
    public static func random() throws -> SubjectID {
        SubjectID(random: try Random.bytes(16))
    }

    /// Takes 16 bytes, or returns `nil` where there are more or fewer.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Reads a UUID in lowercase.
    ///
    /// - Parameter text: The bytes of the text.
    /// - Throws: ``VaultError`` with code `vault.subject-id`.
    public init(parsing text: some Collection<UInt8>) throws(VaultError) {
        let text = Array(text)
        let hyphens = [8, 13, 18, 23]
        guard
            text.count == 36, hyphens.allSatisfy({ text[$0] == UInt8(ascii: "-") }),
            let bytes = Hexadecimal.decode(text.indices.filter { !hyphens.contains($0) }.map { text[$0] })
        else { throw VaultError(.subjectID, "A subject id is a UUID in lowercase.") }
        self.bytes = bytes
    }

    /// The UUID in lowercase.
    public var description: String {
        let parts = [0..<4, 4..<6, 6..<8, 8..<10, 10..<16]
        return parts.map { Hexadecimal.encode(bytes[$0]) }.joined(separator: "-")
    }

    init(random: [UInt8]) {
        var bytes = random
        bytes[6] = 0x40 | bytes[6] & 0x0f
        bytes[8] = 0x80 | bytes[8] & 0x3f
        self.bytes = bytes
    }
}
