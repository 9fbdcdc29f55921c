public import CairnCrypto

/// A verifier key of C2SP signed-note: name, key hash and key, as `name+hash+base64`.
///
/// Keys are equal when name, algorithm and the whole key are. The four bytes of the key hash are a hint that finds a signature line; they never decide.
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
        keyHash = VerifierKey.keyHash(name: name, encoded: [algorithm.rawValue] + publicKey.bytes)
    }

    /// Reads a verifier key.
    ///
    /// - Throws: ``LogError`` with code `key.malformed` for text of another form, a key hash that isn't the key's, another algorithm, and a low-order or non-canonical key.
    public init(parsing text: String) throws(LogError) {
        try self.init(parsing: Array(text.utf8))
    }

    /// Reads the bytes of a verifier key.
    ///
    /// - Throws: ``LogError`` with code `key.malformed` for text of another form, a key hash that isn't the key's, another algorithm, and a low-order or non-canonical key.
    public init(parsing text: some Collection<UInt8>) throws(LogError) {
        let text = Array(text)
        guard let first = text.firstIndex(of: UInt8(ascii: "+")),
            let second = text[(first + 1)...].firstIndex(of: UInt8(ascii: "+"))
        else { throw LogError(.key, "a verifier key has three parts with a plus sign between them") }
        let name: KeyName
        do { name = try KeyName(bytes: text[..<first]) } catch { throw LogError(.key, error.message) }
        guard let keyHash = VerifierKey.decodeHexadecimal(text[(first + 1)..<second]) else {
            throw LogError(.key, "the key hash is not eight lowercase hexadecimal digits")
        }
        guard let encoded = Base64.decode(text[(second + 1)...]), let algorithm = encoded.first else {
            throw LogError(.key, "the key is not canonical base64")
        }
        guard keyHash == VerifierKey.keyHash(name: name, encoded: encoded) else {
            throw LogError(.key, "the key hash is not the hash of name and key")
        }
        guard [Algorithm.ed25519, .cosignature].contains(Algorithm(rawValue: algorithm)) else {
            throw LogError(.key, "algorithm \(algorithm) is not known")
        }
        do {
            publicKey = try Ed25519PublicKey(Array(encoded.dropFirst()))
        } catch {
            throw LogError(.key, error.message)
        }
        self.name = name
        self.algorithm = Algorithm(rawValue: algorithm)
        self.keyHash = keyHash
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

    private static func keyHash(name: KeyName, encoded: [UInt8]) -> UInt32 {
        SHA256.hash(name.bytes + [UInt8(ascii: "\n")] + encoded).bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static func decodeHexadecimal(_ digits: ArraySlice<UInt8>) -> UInt32? {
        guard digits.count == 8 else { return nil }
        var number: UInt32 = 0
        for digit in digits {
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): number = number << 4 | UInt32(digit - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): number = number << 4 | UInt32(digit - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
        return number
    }
}
