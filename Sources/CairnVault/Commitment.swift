public import CairnCrypto
internal import CairnLog
public import CairnModel

/// What an entry says of a sealed payload for ever: a hash that tells nothing, and that no other payload fits.
///
/// `SHA-256("cairn/sealed/v1\n" || origin || "\n" || event id || "\n" || key id || "\n" || salt || JSON)`
public struct Commitment: Hashable, Sendable, CustomStringConvertible {
    /// The hash.
    public let hash: Hash

    /// Takes a commitment as it is stored.
    public init(hash: Hash) {
        self.hash = hash
    }

    /// Commits to a plaintext.
    ///
    /// - Parameters:
    ///   - plaintext: The salt, 32 random bytes, and after it the JSON.
    ///   - origin: The ledger.
    ///   - event: The event that contains the commitment.
    ///   - keyID: The id of the key that the plaintext is sealed under.
    public init(to plaintext: [UInt8], origin: Origin, event: EventID, keyID: KeyID) {
        var hasher = SHA256()
        hasher.update(Array("cairn/sealed/v1\n\(origin)\n\(event)\n\(keyID)\n".utf8))
        hasher.update(plaintext)
        hash = hasher.finish()
    }

    /// The 32 bytes in base64, as events have it.
    public var description: String { Base64.encode(hash.bytes) }
}
