internal import COpenSSL

/// Owns one `EVP_PKEY *` of an Ed25519 key.
@safe
struct KeyObject: ~Copyable, Sendable {
    // A number, because pointers aren't Sendable. The key is complete before it is stored and never changes; OpenSSL
    // lets threads sign and verify with one EVP_PKEY at once. EVP_PKEY_free wipes a private key.
    private let address: UInt

    /// Takes over a key.
    @unsafe
    init(adopting key: OpaquePointer) {
        address = UInt(bitPattern: key)
    }

    init(publicKey: [UInt8]) throws(CryptoError) {
        guard
            let key = unsafe EVP_PKEY_new_raw_public_key_ex(nil, "ED25519", nil, publicKey, publicKey.count)
        else { throw .draining(.library, "OpenSSL doesn't take the public key.") }
        unsafe self.init(adopting: key)
    }

    init(seed: borrowing Secret) throws(CryptoError) {
        let key = unsafe seed.withUnsafeBytes { buffer in
            unsafe EVP_PKEY_new_raw_private_key_ex(
                nil,
                "ED25519",
                nil,
                buffer.baseAddress?.assumingMemoryBound(to: UInt8.self),
                buffer.count
            )
        }
        guard let key = unsafe key else { throw .draining(.library, "OpenSSL doesn't take the private key.") }
        unsafe self.init(adopting: key)
    }

    deinit {
        unsafe EVP_PKEY_free(pointer)
    }

    @unsafe var pointer: OpaquePointer? { unsafe OpaquePointer(bitPattern: address) }

    /// The 32 bytes of the public key.
    func publicBytes() throws(CryptoError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 32)
        var count = bytes.count
        guard unsafe EVP_PKEY_get_raw_public_key(pointer, &bytes, &count) == 1, count == 32 else {
            throw .draining(.library, "OpenSSL doesn't give the public key.")
        }
        return bytes
    }

    /// Whether the signature verifies.
    func verify(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        guard let context = unsafe EVP_MD_CTX_new() else { preconditionFailure("out of memory") }
        defer { unsafe EVP_MD_CTX_free(context) }
        guard unsafe EVP_DigestVerifyInit(context, nil, nil, nil, pointer) == 1 else {
            preconditionFailure("Ed25519: \(ErrorQueue.drain())")
        }
        let result = unsafe EVP_DigestVerify(context, signature, signature.count, message, message.count)
        if result != 1 { ErrorQueue.clear() }
        return result == 1
    }

    /// The 64 bytes of a signature.
    func sign(_ message: [UInt8]) throws(CryptoError) -> [UInt8] {
        guard let context = unsafe EVP_MD_CTX_new() else { preconditionFailure("out of memory") }
        defer { unsafe EVP_MD_CTX_free(context) }
        var signature = [UInt8](repeating: 0, count: 64)
        var count = signature.count
        guard
            unsafe EVP_DigestSignInit(context, nil, nil, nil, pointer) == 1,
            unsafe EVP_DigestSign(context, &signature, &count, message, message.count) == 1,
            count == 64
        else { throw .draining(.library, "OpenSSL doesn't sign.") }
        return signature
    }
}
