internal import COpenSSL

/// AES-256 in Galois/Counter Mode (NIST SP 800-38D), with nonces of 12 bytes and tags of 16.
///
/// A nonce must never serve twice under one key: draw it at random, and seal fewer than 2^32 plaintexts under a key.
public enum AES256GCM {
    /// The number of bytes of a nonce.
    public static let nonceByteCount = 12
    /// The number of bytes of the tag at the end of what is sealed.
    public static let tagByteCount = 16
    /// The most bytes that are sealed at once.
    public static let limit = 1 << 30

    /// Encrypts a plaintext and authenticates it together with the associated data.
    ///
    /// - Parameters:
    ///   - plaintext: At most ``limit`` bytes.
    ///   - key: The key.
    ///   - nonce: 12 bytes, never used with this key before.
    ///   - associatedData: Bytes that are not in the result, but must be the same to open it.
    /// - Returns: The ciphertext, as long as the plaintext, and the tag.
    /// - Throws: ``CryptoError`` with code `crypto.length` or `crypto.library`.
    public static func seal(
        _ plaintext: [UInt8],
        key: borrowing SymmetricKey,
        nonce: [UInt8],
        associatedData: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        try check(byteCount: plaintext.count, nonce: nonce, associatedData: associatedData)
        var context = CipherContext(.encrypt)
        guard
            context.start(FetchedCipher.aes256GCM, key: key, nonce: nonce),
            context.authenticate(associatedData),
            var sealed = context.convert(plaintext[...]),
            context.finish(),
            let tag = context.tag()
        else { throw .draining(.library, "OpenSSL doesn't encrypt.") }
        sealed += tag
        return sealed
    }

    /// Checks and decrypts what ``seal(_:key:nonce:associatedData:)`` made.
    ///
    /// - Parameters:
    ///   - sealed: Ciphertext and tag.
    ///   - key: The key.
    ///   - nonce: The nonce that it was sealed with.
    ///   - associatedData: The associated data that it was sealed with.
    /// - Returns: The plaintext; nothing of it is given out unless the tag is right.
    /// - Throws: ``CryptoError`` with code `crypto.length` or `crypto.authentication`.
    public static func open(
        _ sealed: [UInt8],
        key: borrowing SymmetricKey,
        nonce: [UInt8],
        associatedData: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        guard sealed.count >= tagByteCount else {
            throw CryptoError(.length, "What is sealed has at least \(tagByteCount) bytes; this has \(sealed.count).")
        }
        try check(byteCount: sealed.count - tagByteCount, nonce: nonce, associatedData: associatedData)
        var context = CipherContext(.decrypt)
        guard
            context.start(FetchedCipher.aes256GCM, key: key, nonce: nonce),
            context.expectTag(sealed.suffix(tagByteCount)),
            context.authenticate(associatedData),
            var plaintext = context.convert(sealed.dropLast(tagByteCount))
        else { throw .draining(.library, "OpenSSL doesn't decrypt.") }
        guard context.finish() else {
            unsafe OPENSSL_cleanse(&plaintext, plaintext.count)
            throw .draining(
                .authentication,
                "The ciphertext was changed, or is not of this key, nonce and associated data."
            )
        }
        return plaintext
    }

    private static func check(byteCount: Int, nonce: [UInt8], associatedData: [UInt8]) throws(CryptoError) {
        guard nonce.count == nonceByteCount else {
            throw CryptoError(.length, "A nonce has \(nonceByteCount) bytes; this one has \(nonce.count).")
        }
        guard byteCount <= limit, associatedData.count <= limit else {
            throw CryptoError(.length, "At most \(limit) bytes are sealed at once.")
        }
    }
}

extension CipherContext {
    /// The input in a mode that gives a byte for a byte, or `nil` on failure.
    fileprivate mutating func convert(_ input: ArraySlice<UInt8>) -> [UInt8]? {
        var output = [UInt8](repeating: 0, count: input.count)
        let written = unsafe input.withUnsafeBytes { input in
            unsafe output.withUnsafeMutableBytes { output in
                unsafe update(input, into: output)
            }
        }
        return written == input.count ? output : nil
    }
}
