internal import COpenSSL

/// AES key wrap with padding under a key of 256 bits (RFC 5649, KWP of NIST SP 800-38F).
///
/// The same key wrapped twice gives the same bytes; what was changed doesn't unwrap.
public enum AESKeyWrap {
    /// Wraps a key.
    ///
    /// - Parameters:
    ///   - key: The key to wrap.
    ///   - wrapping: The key that will unwrap it.
    /// - Returns: 40 bytes.
    /// - Throws: ``CryptoError`` with code `crypto.library`.
    public static func wrap(
        _ key: borrowing SymmetricKey,
        with wrapping: borrowing SymmetricKey
    ) throws(CryptoError) -> [UInt8] {
        try wrap(key.secret, with: wrapping)
    }

    /// Unwraps a key.
    ///
    /// - Parameters:
    ///   - wrapped: What ``wrap(_:with:)`` returned.
    ///   - wrapping: The key that it was wrapped with.
    /// - Returns: The key that was wrapped.
    /// - Throws: ``CryptoError`` with code `crypto.authentication`, or `crypto.length` where what was wrapped is not
    ///   32 bytes.
    public static func unwrap(
        _ wrapped: [UInt8],
        with wrapping: borrowing SymmetricKey
    ) throws(CryptoError) -> SymmetricKey {
        try SymmetricKey(unwrapSecret(wrapped, with: wrapping))
    }

    /// Wraps a key together with the hash of what it is for.
    ///
    /// - Parameters:
    ///   - key: The key to wrap.
    ///   - context: What ``unwrap(_:context:with:)`` has to be given again.
    ///   - wrapping: The key that will unwrap it.
    /// - Returns: 72 bytes.
    /// - Throws: ``CryptoError`` with code `crypto.library`.
    public static func wrap(
        _ key: borrowing SymmetricKey,
        context: Hash,
        with wrapping: borrowing SymmetricKey
    ) throws(CryptoError) -> [UInt8] {
        let secret = unsafe try Secret(count: Hash.byteCount + SymmetricKey.byteCount) {
            (output: UnsafeMutableRawBufferPointer) in
            unsafe withUnsafeBytes(of: context) { unsafe output.copyMemory(from: $0) }
            unsafe key.secret.withUnsafeBytes { key in
                unsafe UnsafeMutableRawBufferPointer(rebasing: output[Hash.byteCount...]).copyMemory(from: key)
            }
        }
        return try wrap(secret, with: wrapping)
    }

    /// Unwraps a key that was wrapped with a context.
    ///
    /// - Parameters:
    ///   - wrapped: What ``wrap(_:context:with:)`` returned.
    ///   - context: The context that it is expected to have.
    ///   - wrapping: The key that it was wrapped with.
    /// - Returns: The key, or `nil` where it was wrapped with another context.
    /// - Throws: ``CryptoError`` with code `crypto.authentication`, or `crypto.length` where what was wrapped is not a
    ///   context and a key.
    public static func unwrap(
        _ wrapped: [UInt8],
        context: Hash,
        with wrapping: borrowing SymmetricKey
    ) throws(CryptoError) -> SymmetricKey? {
        let secret = try unwrapSecret(wrapped, with: wrapping)
        guard secret.count == Hash.byteCount + SymmetricKey.byteCount else {
            throw CryptoError(.length, "A context and a key have 64 bytes; these are \(secret.count).")
        }
        let found = unsafe secret.withUnsafeBytes { secret in
            unsafe Hash(UnsafeRawBufferPointer(rebasing: secret[..<Hash.byteCount]).bytes)
        }
        guard let found, found.isEqualInConstantTime(to: context) else { return nil }
        return unsafe try SymmetricKey(
            Secret(count: SymmetricKey.byteCount) { (output: UnsafeMutableRawBufferPointer) in
                unsafe secret.withUnsafeBytes { secret in
                    unsafe output.copyMemory(from: UnsafeRawBufferPointer(rebasing: secret[Hash.byteCount...]))
                }
            }
        )
    }

    static func wrap(_ secret: borrowing Secret, with wrapping: borrowing SymmetricKey) throws(CryptoError) -> [UInt8] {
        var context = CipherContext(.encrypt)
        guard context.start(FetchedCipher.aes256WrapPad, key: wrapping, nonce: nil) else {
            throw .draining(.library, "OpenSSL doesn't wrap.")
        }
        var wrapped = [UInt8](repeating: 0, count: (secret.count + 7) / 8 * 8 + 8)
        let written = unsafe secret.withUnsafeBytes { input in
            unsafe wrapped.withUnsafeMutableBytes { output in
                unsafe context.update(input, into: output)
            }
        }
        guard written == wrapped.count, context.finish() else { throw .draining(.library, "OpenSSL doesn't wrap.") }
        return wrapped
    }

    static func unwrapSecret(
        _ wrapped: [UInt8],
        with wrapping: borrowing SymmetricKey
    ) throws(CryptoError) -> Secret {
        guard wrapped.count >= 16, wrapped.count <= 1 << 16, wrapped.count.isMultiple(of: 8) else {
            throw CryptoError(.authentication, "These \(wrapped.count) bytes can't be a wrapped key.")
        }
        var context = CipherContext(.decrypt)
        guard context.start(FetchedCipher.aes256WrapPad, key: wrapping, nonce: nil) else {
            throw .draining(.library, "OpenSSL doesn't unwrap.")
        }
        // OpenSSL writes the padding too, so the room is as large as the input and the key is its beginning.
        var written: Int?
        let padded = unsafe try Secret(count: wrapped.count) { (output: UnsafeMutableRawBufferPointer) in
            written = unsafe wrapped.withUnsafeBytes { input in unsafe context.update(input, into: output) }
        }
        guard let written, written > 0, written <= padded.count, context.finish() else {
            throw .draining(.authentication, "The wrapped key was changed, or was wrapped with another key.")
        }
        return unsafe try Secret(count: written) { (output: UnsafeMutableRawBufferPointer) in
            unsafe padded.withUnsafeBytes { input in unsafe output.copyMemory(from: .init(rebasing: input[..<written]))
            }
        }
    }
}
