public import CairnCrypto

/// A verifier key of C2SP signed-note: name, key hash and key, as `name+hash+base64`.
///
/// Keys are equal when name, algorithm and the whole key are. The four bytes of the key hash are a hint that finds a
/// signature line; they never decide.
public struct VerifierKey: Hashable, Sendable, CustomStringConvertible {
    /// The algorithm of a key: the byte before the key itself.
    public struct Algorithm: RawRepresentable, Hashable, Sendable {
        /// The byte.
        public let rawValue: UInt8

        /// Makes an algorithm of any byte.
        public init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// Ed25519 over the note's text.
        public static let ed25519 = Algorithm(rawValue: 0x01)
        /// Ed25519 over a timestamped checkpoint (C2SP tlog-cosignature).
        public static let cosignature = Algorithm(rawValue: 0x04)
    }

    /// The key's name.
    public let name: KeyName
    /// The algorithm.
    public let algorithm: Algorithm
    /// The Ed25519 key itself.
    public let publicKey: Ed25519PublicKey
    /// The first four bytes of `SHA-256(name || "\n" || algorithm || key)`, big-endian.
    public let keyHash: UInt32

    /// Makes a verifier key.
    public init(name: KeyName, publicKey: Ed25519PublicKey, algorithm: Algorithm = .ed25519) {
        self.name = name
        self.algorithm = algorithm
        self.publicKey = publicKey
        keyHash = VerifierKeyText.keyHash(name: name, encoded: [algorithm.rawValue] + publicKey.bytes)
    }

    /// Reads a verifier key.
    ///
    /// - Throws: ``LogError`` with code `key.malformed` for text of another form, a key hash that isn't the key's,
    ///   another algorithm, and a low-order or non-canonical key.
    public init(parsing text: String) throws(LogError) {
        try self.init(parsing: Array(text.utf8))
    }

    /// Reads the bytes of a verifier key.
    ///
    /// - Throws: ``LogError`` with code `key.malformed` for text of another form, a key hash that isn't the key's,
    ///   another algorithm, and a low-order or non-canonical key.
    public init(parsing text: some Collection<UInt8>) throws(LogError) {
        let parts = try VerifierKeyText(parsing: text)
        try self.init(parts)
    }

    /// Takes the parts of a verifier key's text.
    ///
    /// - Throws: ``LogError`` with code `key.malformed` for another algorithm, and a low-order or non-canonical key.
    init(_ parts: VerifierKeyText) throws(LogError) {
        algorithm = Algorithm(rawValue: parts.algorithm)
        guard [Algorithm.ed25519, .cosignature].contains(algorithm) else {
            throw LogError(.key, "algorithm \(parts.algorithm) is not known")
        }
        do {
            publicKey = try Ed25519PublicKey(parts.key)
        } catch {
            throw LogError(.key, error.message)
        }
        name = parts.name
        keyHash = parts.keyHash
    }

    /// The text of the key.
    public var description: String {
        let digits = String(keyHash, radix: 16)
        let padded = String(repeating: "0", count: 8 - digits.count) + digits
        return "\(name)+\(padded)+" + Base64.encode([algorithm.rawValue] + publicKey.bytes)
    }

    /// Whether name, algorithm and the whole key are the same.
    public static func == (left: VerifierKey, right: VerifierKey) -> Bool {
        left.name == right.name && left.algorithm == right.algorithm && left.publicKey == right.publicKey
    }

    /// Hashes name, algorithm and the whole key.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(algorithm)
        hasher.combine(publicKey)
    }
}
