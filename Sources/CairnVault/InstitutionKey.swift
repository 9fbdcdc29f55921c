internal import CairnCrypto
internal import CairnLog

/// The key that an institution wraps its subjects' data keys with.
///
/// It is kept in a file outside the database, and replaced from time to time: an erasure is complete once no backup can
/// unwrap the erased key any more. The file's text has four lines, each ended by `\n`:
///
/// ```
/// cairn/institution-key/v1
/// <key id: the first 16 bytes of SHA-256("cairn/institution-key/v1\n" || key), in lowercase hexadecimal>
/// plain, or: scrypt <log2 N> <r> <p> <salt in base64>
/// <base64 of the 32 bytes of the key, or of its 40 bytes wrapped (AES-KWP, RFC 5649) under the passphrase's key>
/// ```
public struct InstitutionKey: ~Copyable, Sendable {
    /// The id of the key, which is recorded beside what the key wraps.
    public let id: KeyID
    let key: SymmetricKey

    private static let header = "cairn/institution-key/v1"
    private static let fileLimit = 1024
    private static let saltByteCount = 16

    init(_ key: consuming SymmetricKey) {
        id = KeyID(of: key, context: "cairn/institution-key/v1\n")
        self.key = key
    }

    /// Makes a new random key.
    ///
    /// - Throws: `CryptoError` where there is no randomness.
    public init() throws {
        try self.init(SymmetricKey.random())
    }

    /// Reads the text of a key's file.
    ///
    /// - Parameters:
    ///   - text: The whole file.
    ///   - passphrase: What an encrypted key is opened with; a key that is not encrypted is read without it.
    /// - Throws: ``VaultError`` with code `vault.key-file`, `vault.passphrase-missing` or `vault.passphrase-wrong`.
    public init(parsing text: [UInt8], passphrase: [UInt8]?) throws {
        let malformed = VaultError(.keyFile, "This is not the file of an institution key, or it was changed.")
        let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard
            text.count <= InstitutionKey.fileLimit, lines.count == 5, lines[4].isEmpty,
            lines[0].elementsEqual(InstitutionKey.header.utf8), let bytes = Base64.decode(lines[3])
        else { throw malformed }
        let read: InstitutionKey
        if lines[2].elementsEqual("plain".utf8) {
            guard bytes.count == SymmetricKey.byteCount else { throw malformed }
            read = try InstitutionKey(SymmetricKey(bytes))
        } else {
            guard let protection = Protection(parsing: lines[2]) else { throw malformed }
            guard let passphrase, !passphrase.isEmpty else {
                throw VaultError(.passphraseMissing, "The institution key is encrypted; give its passphrase.")
            }
            read = try InstitutionKey(protection.unwrap(bytes, passphrase: passphrase))
        }
        guard lines[1].elementsEqual(read.id.description.utf8) else { throw malformed }
        self = read
    }

    /// The text of the key's file.
    ///
    /// - Parameter passphrase: At least one byte, which encrypts the key; `nil` leaves it in the clear.
    /// - Returns: The whole file, which its owner alone may read.
    /// - Throws: `CryptoError`, with code `crypto.passphrase-missing` for an empty passphrase.
    public func text(passphrase: [UInt8]?) throws -> [UInt8] {
        let lines: [String]
        if let passphrase {
            let protection = try Protection(scrypt: .standard, salt: Random.bytes(InstitutionKey.saltByteCount))
            let wrapping = try protection.scrypt.key(passphrase: passphrase, salt: protection.salt)
            lines = [protection.description, Base64.encode(try AESKeyWrap.wrap(key, with: wrapping))]
        } else {
            lines = ["plain", Base64.encode(key.withBytes { key in unsafe key.withUnsafeBytes { unsafe Array($0) } })]
        }
        return Array(([InstitutionKey.header, id.description] + lines).map { $0 + "\n" }.joined().utf8)
    }

    /// How a passphrase protects the key.
    private struct Protection: CustomStringConvertible {
        let scrypt: Scrypt
        let salt: [UInt8]

        init(scrypt: Scrypt, salt: [UInt8]) {
            self.scrypt = scrypt
            self.salt = salt
        }

        /// Reads `scrypt <log2 N> <r> <p> <salt>`, or returns `nil` where it is anything else or out of bounds.
        init?(parsing line: some Collection<UInt8>) {
            let text = String(decoding: line, as: UTF8.self)
            let fields = text.split(separator: " ", omittingEmptySubsequences: false)
            guard
                fields.count == 5, fields[0] == "scrypt",
                let logN = Int(fields[1]), let blockSize = Int(fields[2]), let parallelism = Int(fields[3]),
                let salt = Base64.decode(fields[4].utf8), salt.count == InstitutionKey.saltByteCount,
                // Parameters out of bounds are a malformed file, whatever else is wrong with them.
                let scrypt = try? Scrypt(logN: logN, blockSize: blockSize, parallelism: parallelism)
            else { return nil }
            self.init(scrypt: scrypt, salt: salt)
            guard description.utf8.elementsEqual(line) else { return nil }
        }

        func unwrap(_ wrapped: [UInt8], passphrase: [UInt8]) throws -> SymmetricKey {
            let wrapping = try scrypt.key(passphrase: passphrase, salt: salt)
            do {
                return try AESKeyWrap.unwrap(wrapped, with: wrapping)
            } catch {
                throw VaultError(.passphraseWrong, "The passphrase doesn't open the institution key.")
            }
        }

        var description: String {
            "scrypt \(scrypt.logN) \(scrypt.blockSize) \(scrypt.parallelism) \(Base64.encode(salt))"
        }
    }
}
