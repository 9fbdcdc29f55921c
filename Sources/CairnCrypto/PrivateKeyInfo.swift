internal import COpenSSL

/// Owns one `PKCS8_PRIV_KEY_INFO *`: the private key of RFC 5958, in the clear.
@safe
struct PrivateKeyInfo: ~Copyable {
    private let info: OpaquePointer

    private static let label = "PRIVATE KEY"
    private static let encryptedLabel = "ENCRYPTED PRIVATE KEY"
    // N = 2^14, r = 8, p = 5: as much work as RFC 7914's users are advised, in the 16 MiB that every OpenSSL allows.
    private static let cost: (n: UInt64, r: UInt64, p: UInt64) = (1 << 14, 8, 5)
    private static let saltByteCount = 16

    private init(adopting info: OpaquePointer) {
        unsafe self.info = info
    }

    deinit {
        unsafe PKCS8_PRIV_KEY_INFO_free(info)
    }

    init(_ key: borrowing KeyObject) throws(CryptoError) {
        guard let info = unsafe EVP_PKEY2PKCS8(key.pointer) else {
            throw .draining(.library, "OpenSSL doesn't encode the private key.")
        }
        unsafe self.init(adopting: info)
    }

    init(pem: [UInt8], passphrase: [UInt8]?) throws(CryptoError) {
        let block = try PEMBlock(parsing: pem)
        switch block.label {
        case PrivateKeyInfo.label:
            self = try PrivateKeyInfo.plain(block.der)
        case PrivateKeyInfo.encryptedLabel:
            guard let passphrase, !passphrase.isEmpty else {
                throw CryptoError(.passphraseMissing, "The private key is encrypted; give its passphrase.")
            }
            self = try PrivateKeyInfo.decrypted(block.der, passphrase: passphrase)
        default:
            throw CryptoError(
                .pem,
                "The PEM block is not a PKCS#8 private key; convert it with `openssl pkcs8 -topk8`."
            )
        }
    }

    /// The key, which must be of Ed25519.
    func key() throws(CryptoError) -> KeyObject {
        var algorithm: OpaquePointer?
        guard unsafe PKCS8_pkey_get0(&algorithm, nil, nil, nil, info) == 1, unsafe OBJ_obj2nid(algorithm) == NID_ED25519
        else {
            ErrorQueue.clear()
            throw CryptoError(.otherAlgorithm, "The private key is not an Ed25519 key; Cairn signs with Ed25519 alone.")
        }
        guard let key = unsafe EVP_PKCS82PKEY(info) else {
            throw .draining(.pem, "The private key is damaged.")
        }
        return unsafe KeyObject(adopting: key)
    }

    /// PEM text, in the clear.
    func pem() throws(CryptoError) -> [UInt8] {
        let target = MemoryBIO()
        guard unsafe PEM_write_bio_PKCS8_PRIV_KEY_INFO(target.pointer, info) == 1 else {
            throw .draining(.library, "OpenSSL doesn't encode the private key.")
        }
        return target.readToEnd()
    }

    /// PEM text, encrypted with AES-256-CBC under a key that scrypt (RFC 7914) makes of the passphrase.
    func pem(passphrase: [UInt8]) throws(CryptoError) -> [UInt8] {
        guard !passphrase.isEmpty else {
            throw CryptoError(.passphraseMissing, "The passphrase is empty; give one, or none at all.")
        }
        var salt = try Random.bytes(PrivateKeyInfo.saltByteCount)
        let cost = PrivateKeyInfo.cost
        guard
            let scheme = unsafe PKCS5_pbe2_set_scrypt(
                FetchedCipher.aes256CBC.pointer,
                &salt,
                Int32(salt.count),
                nil,
                cost.n,
                cost.r,
                cost.p
            )
        else { throw .draining(.library, "OpenSSL doesn't prepare the encryption of the private key.") }
        let encrypted = unsafe passphrase.withUnsafeBytes { passphrase in
            unsafe PKCS8_set0_pbe(
                passphrase.baseAddress?.assumingMemoryBound(to: CChar.self),
                Int32(passphrase.count),
                info,
                scheme
            )
        }
        guard let encrypted = unsafe encrypted else {
            unsafe X509_ALGOR_free(scheme)
            throw .draining(.library, "OpenSSL doesn't encrypt the private key.")
        }
        defer { unsafe X509_SIG_free(encrypted) }
        let target = MemoryBIO()
        guard unsafe PEM_write_bio_PKCS8(target.pointer, encrypted) == 1 else {
            throw .draining(.library, "OpenSSL doesn't encode the private key.")
        }
        return target.readToEnd()
    }

    private static func plain(_ der: borrowing Secret) throws(CryptoError) -> PrivateKeyInfo {
        let (info, rest) = unsafe decode(der) { unsafe d2i_PKCS8_PRIV_KEY_INFO(nil, $0, $1) }
        guard let info = unsafe info else { throw .draining(.pem, "The PEM block doesn't hold a PKCS#8 private key.") }
        let owner = unsafe PrivateKeyInfo(adopting: info)
        guard rest == 0 else { throw CryptoError(.leftOver, "There are bytes after the private key in its PEM block.") }
        return owner
    }

    private static func decrypted(_ der: borrowing Secret, passphrase: [UInt8]) throws(CryptoError) -> PrivateKeyInfo {
        let (encrypted, rest) = unsafe decode(der) { unsafe d2i_X509_SIG(nil, $0, $1) }
        guard let encrypted = unsafe encrypted else {
            throw .draining(.pem, "The PEM block doesn't hold an encrypted PKCS#8 private key.")
        }
        defer { unsafe X509_SIG_free(encrypted) }
        guard rest == 0 else { throw CryptoError(.leftOver, "There are bytes after the private key in its PEM block.") }
        let info = unsafe passphrase.withUnsafeBytes { passphrase in
            unsafe PKCS8_decrypt(
                encrypted,
                passphrase.baseAddress?.assumingMemoryBound(to: CChar.self),
                Int32(passphrase.count)
            )
        }
        guard let info = unsafe info else {
            let reasons = ErrorQueue.drain()
            guard reasons.contains(where: isOfDecryption) else {
                throw CryptoError(
                    .pem,
                    "The private key is encrypted in a way that OpenSSL doesn't know.",
                    reasons: reasons
                )
            }
            throw CryptoError(.passphraseWrong, "The passphrase doesn't open the private key.", reasons: reasons)
        }
        return unsafe PrivateKeyInfo(adopting: info)
    }

    /// Whether a reason tells of wrong padding or of a plaintext that is no key, rather than of a scheme not known.
    private static func isOfDecryption(_ reason: String) -> Bool {
        reason.hasSuffix(": bad decrypt") || reason.hasSuffix(": decode error")
    }

    /// Calls a `d2i` function and counts the bytes that it left over.
    @unsafe
    private static func decode(
        _ der: borrowing Secret,
        with d2i: (UnsafeMutablePointer<UnsafePointer<UInt8>?>, Int) -> OpaquePointer?
    ) -> (value: OpaquePointer?, rest: Int) {
        unsafe der.withUnsafeBytes { buffer in
            guard let start = unsafe buffer.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return (nil, 0) }
            var next: UnsafePointer<UInt8>? = unsafe start
            let value = unsafe d2i(&next, buffer.count)
            return unsafe (value, buffer.count - start.distance(to: next ?? start))
        }
    }
}
