/// An Ed25519 private key (RFC 8032), wiped when it goes.
public struct Ed25519PrivateKey: ~Copyable, Sendable {
    private let object: KeyObject
    /// The key that verifies what this one signs.
    public let publicKey: Ed25519PublicKey

    init(_ object: consuming KeyObject) throws(CryptoError) {
        publicKey = try Ed25519PublicKey(object.publicBytes())
        self.object = object
    }

    /// Makes a new random key.
    ///
    /// - Throws: ``CryptoError`` with code `crypto.library` where there is no randomness.
    public init() throws(CryptoError) {
        let seed = try Secret.random(count: 32)
        try self.init(KeyObject(seed: seed))
    }

    /// Makes the key that RFC 8032 §5.1.5 derives from a seed. Same seed, same key.
    ///
    /// - Parameter seed: The 32 bytes that RFC 8032 calls the private key.
    /// - Throws: ``CryptoError`` with code `crypto.length`.
    public init(seed: [UInt8]) throws(CryptoError) {
        guard seed.count == 32 else {
            throw CryptoError(.length, "The seed of an Ed25519 key has 32 bytes; these are \(seed.count).")
        }
        try self.init(KeyObject(seed: Secret(copying: seed)))
    }

    /// Signs a message. The same message always gets the same signature.
    ///
    /// - Parameter message: The message itself, not its hash.
    /// - Returns: The 64 bytes of RFC 8032 §5.1.6.
    /// - Throws: ``CryptoError`` with code `crypto.library`.
    public func signature(of message: [UInt8]) throws(CryptoError) -> [UInt8] {
        try object.sign(message)
    }
}
