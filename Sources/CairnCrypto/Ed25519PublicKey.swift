/// An Ed25519 public key (RFC 8032) that is fit to name an author.
///
/// Keys are equal when their bytes are.
public struct Ed25519PublicKey: Sendable {
    /// The 32 bytes of the key.
    public let bytes: [UInt8]
    private let prepared: Prepared

    private final class Prepared: Sendable {
        let object: KeyObject

        init(_ bytes: [UInt8]) throws(CryptoError) {
            object = try KeyObject(publicKey: bytes)
        }
    }

    /// Takes the bytes of a key.
    ///
    /// Whether they are a point of the curve at all is not asked: under those that aren't, no signature is valid.
    ///
    /// - Parameter bytes: The 32 bytes of RFC 8032 §5.1.2.
    /// - Throws: ``CryptoError`` with code `crypto.length`, `crypto.key-low-order` or `crypto.key-non-canonical`.
    public init(_ bytes: [UInt8]) throws(CryptoError) {
        try Ed25519PointEncoding.check(bytes)
        prepared = try Prepared(bytes)
        self.bytes = bytes
    }

    /// Whether this key signed the message.
    ///
    /// The rule is RFC 8032 §5.1.7 without the cofactor, and is the same for every verifier: S < L, and R compared as
    /// bytes. A signature that is not 64 bytes is not valid. Costs about as much as hashing 200 KiB.
    public func isValid(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        #if DEBUG
            WorkCount.add(.verification)
        #endif
        return signature.count == 64 && prepared.object.verify(signature, of: message)
    }
}

extension Ed25519PublicKey: Hashable {
    /// Whether the bytes are the same.
    public static func == (left: Ed25519PublicKey, right: Ed25519PublicKey) -> Bool {
        left.bytes == right.bytes
    }

    /// Hashes the bytes.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(bytes)
    }
}
