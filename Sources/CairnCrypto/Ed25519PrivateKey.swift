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

    /// Makes the key that RFC 8032 §5.1.5 derives from a seed.
    ///
    /// Same seed, same key.
    ///
    /// - Parameter seed: The 32 bytes that RFC 8032 calls the private key.
    /// - Throws: ``CryptoError`` with code `crypto.length`.
    public init(seed: [UInt8]) throws(CryptoError) {
        guard seed.count == 32 else {
            throw CryptoError(.length, "The seed of an Ed25519 key has 32 bytes; these are \(seed.count).")
        }
        try self.init(KeyObject(seed: Secret(copying: seed)))
    }

    /// Reads a key from a file's text.
    ///
    /// A key that is not encrypted is read with or without a passphrase.
    ///
    /// - Parameters:
    ///   - pem: PEM text (RFC 7468) of one PKCS#8 private key (RFC 5958, RFC 8410), encrypted or not, and nothing else.
    ///   - passphrase: What an encrypted key is opened with.
    /// - Throws: ``CryptoError`` with code `crypto.passphrase-missing`, `crypto.passphrase-wrong`,
    ///   `crypto.key-not-ed25519`, `crypto.pem-left-over` or `crypto.pem-malformed`.
    public init(pem: [UInt8], passphrase: [UInt8]?) throws(CryptoError) {
        try self.init(PrivateKeyInfo(pem: pem, passphrase: passphrase).key())
    }

    /// Writes the key as a file's text, for a file that its owner alone can read (mode 0600).
    ///
    /// - Parameter passphrase: At least one byte; encrypts the key with AES-256-CBC under a key that scrypt makes of it,
    ///   which takes a fraction of a second. `nil` leaves the key in the clear.
    /// - Returns: PEM text of one PKCS#8 private key, which OpenSSL and others read.
    /// - Throws: ``CryptoError`` with code `crypto.passphrase-missing` or `crypto.library`.
    public func pem(passphrase: [UInt8]?) throws(CryptoError) -> [UInt8] {
        let info = try PrivateKeyInfo(object)
        return if let passphrase { try info.pem(passphrase: passphrase) } else { try info.pem() }
    }

    /// Signs a message.
    ///
    /// The same message always gets the same signature.
    ///
    /// - Parameter message: The message itself, not its hash.
    /// - Returns: The 64 bytes of RFC 8032 §5.1.6.
    /// - Throws: ``CryptoError`` with code `crypto.library`.
    public func signature(of message: [UInt8]) throws(CryptoError) -> [UInt8] {
        #if DEBUG
            WorkCount.add(.signature)
        #endif
        return try object.sign(message)
    }
}
