public import CairnCrypto

/// The id of a data key: what names the key in events and stays when the key is destroyed.
///
/// The first 16 bytes of `SHA-256("cairn/key/v1\n" || data key)`, in lowercase hexadecimal.
public struct KeyID: Hashable, Sendable, CustomStringConvertible {
    /// The number of bytes of an id.
    public static let byteCount = 16
    /// The 16 bytes.
    public let bytes: [UInt8]

    /// The id of a key.
    ///
    /// - Parameter key: The data key.
    public init(of key: borrowing SymmetricKey) {
        self.init(of: key, context: "cairn/key/v1\n")
    }

    init(of key: borrowing SymmetricKey, context: StaticString) {
        let hash = key.withBytes { key in
            var hasher = SHA256()
            hasher.update(Array(context.description.utf8))
            hasher.update(key)
            return hasher.finish()
        }
        bytes = Array(hash.bytes.prefix(KeyID.byteCount))
    }

    /// Takes 16 bytes, or returns `nil` where there are more or fewer.
    public init?(bytes: [UInt8]) {
        guard bytes.count == KeyID.byteCount else { return nil }
        self.bytes = bytes
    }

    /// Reads 32 lowercase hexadecimal digits.
    ///
    /// - Parameter text: The bytes of the text.
    /// - Throws: ``VaultError`` with code `vault.key-id`.
    public init(parsing text: some Collection<UInt8>) throws(VaultError) {
        guard let bytes = Hexadecimal.decode(text), bytes.count == KeyID.byteCount else {
            throw VaultError(.keyID, "A key id has 32 lowercase hexadecimal digits.")
        }
        self.bytes = bytes
    }

    /// The id in lowercase hexadecimal.
    public var description: String { Hexadecimal.encode(bytes) }
}
