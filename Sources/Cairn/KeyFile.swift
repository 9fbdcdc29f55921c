public import CairnCrypto
public import CairnLog

/// A private key on disk: PKCS#8 PEM in mode 0600, and the verifier key beside it in a file that ends in `.vkey`.
public enum KeyFile {
    /// Writes a key.
    ///
    /// - Throws: ``CairnError`` with code `file.failed`, or `CryptoError`.
    public static func write(
        _ key: borrowing Ed25519PrivateKey,
        name: KeyName,
        to path: String,
        passphrase: [UInt8]?
    ) throws -> VerifierKey {
        guard try DurableFile.read(path, atMost: 65_536) == nil else {
            throw CairnError(.file, "\(path) is there already: a key is never overwritten")
        }
        let verifierKey = VerifierKey(name: name, publicKey: key.publicKey)
        try DurableFile.write(try key.pem(passphrase: passphrase), to: path, mode: 0o600)
        try DurableFile.write(Array("\(verifierKey)\n".utf8), to: path + ".vkey")
        return verifierKey
    }

    /// Reads a private key.
    ///
    /// - Throws: ``CairnError`` with code `file.failed`, or `CryptoError` where the passphrase is missing or wrong.
    public static func read(_ path: String, passphrase: [UInt8]?) throws -> Ed25519PrivateKey {
        guard let pem = try DurableFile.read(path, atMost: 65_536) else {
            throw CairnError(.file, "there is no key at \(path)")
        }
        return try Ed25519PrivateKey(pem: pem, passphrase: passphrase)
    }

    /// Reads a verifier key: of a file of one line.
    ///
    /// - Throws: ``CairnError`` with code `file.failed`, or `LogError` with code `key.malformed`.
    public static func readVerifierKey(_ path: String) throws -> VerifierKey {
        guard let text = try DurableFile.read(path, atMost: 4_096) else {
            throw CairnError(.file, "there is no key at \(path)")
        }
        return try VerifierKey(parsing: text.last == UInt8(ascii: "\n") ? text.dropLast() : text[...])
    }
}
