public import CairnCrypto
public import CairnLog
public import CairnVault

/// An Ed25519 key on disk: PKCS#8 PEM in mode 0600, and the verifier key beside it in a file that ends in `.vkey`.
public struct SigningKeyFile: Sendable {
    /// Where the private key is.
    public let path: String

    /// Names a file; nothing is read or written yet.
    public init(_ path: String) {
        self.path = path
    }

    /// Writes a new key.
    ///
    /// A key that is there without its verifier key, because a run was cut short, is kept and completed.
    ///
    /// - Throws: `VaultError` with code `vault.key-file-access` where a key is there already, ``CairnError`` with code `file.failed`, or `CryptoError`.
    public func create(name: KeyName, passphrase: [UInt8]?) throws -> VerifierKey {
        let key: Ed25519PrivateKey
        if try DurableFile.read(path, atMost: 65_536) != nil, try DurableFile.read(path + ".vkey", atMost: 4_096) == nil
        {
            key = try privateKey(passphrase: passphrase)
        } else {
            key = try Ed25519PrivateKey()
            try KeyFile(path: path).create(try key.pem(passphrase: passphrase))
        }
        let verifierKey = VerifierKey(name: name, publicKey: key.publicKey)
        try DurableFile.write(Array("\(verifierKey)\n".utf8), to: path + ".vkey")
        return verifierKey
    }

    /// Whether a passphrase protects the key.
    ///
    /// - Throws: `VaultError` with code `vault.key-file-access` where the file can't be read or others may read it.
    public func isEncrypted() throws(VaultError) -> Bool {
        try KeyFile(path: path).read().starts(with: Array("-----BEGIN ENCRYPTED PRIVATE KEY-----".utf8))
    }

    /// Reads the private key.
    ///
    /// - Throws: `VaultError` with code `vault.key-file-access` where the file can't be read or others may read it, or ``CairnError`` with code
    ///   `file.failed` where it holds no key, or the passphrase is missing or wrong.
    public func privateKey(passphrase: [UInt8]?) throws -> Ed25519PrivateKey {
        let pem = try KeyFile(path: path).read()
        do { return try Ed25519PrivateKey(pem: pem, passphrase: passphrase) } catch {
            throw CairnError(.file, "the key file \(path) can't be used: \(error)")
        }
    }

    /// Reads the verifier key beside the private one.
    ///
    /// - Throws: ``CairnError`` with code `file.failed`.
    public func verifierKey() throws -> VerifierKey {
        try SigningKeyFile.readVerifierKey(path + ".vkey")
    }

    /// Reads a file that holds one verifier key, alone on its line.
    ///
    /// - Throws: ``CairnError`` with code `file.failed`.
    public static func readVerifierKey(_ path: String) throws -> VerifierKey {
        guard let text = try DurableFile.read(path, atMost: 4_096) else {
            throw CairnError(.file, "there is no key at \(path): cairn key generate makes one")
        }
        do { return try VerifierKey(parsing: text.last == UInt8(ascii: "\n") ? text.dropLast() : text[...]) } catch {
            throw CairnError(.file, "\(path) holds no verifier key: \(error.message)")
        }
    }
}
