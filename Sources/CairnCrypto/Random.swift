internal import COpenSSL

/// Random bytes from OpenSSL's generator, fit for keys, nonces and salts.
public enum Random {
    /// The most bytes that one call gives.
    public static let limit = 1 << 20

    /// New random bytes.
    ///
    /// - Parameter count: How many, from 0 to ``limit``.
    /// - Returns: The bytes.
    /// - Throws: ``CryptoError`` with code `crypto.length` or, where there is no randomness, `crypto.library`.
    public static func bytes(_ count: Int) throws(CryptoError) -> [UInt8] {
        guard (0...limit).contains(count) else {
            throw CryptoError(.length, "\(count) random bytes asked for; 0 to \(limit) are given at once.")
        }
        var bytes = [UInt8](repeating: 0, count: count)
        guard unsafe RAND_bytes(&bytes, Int32(count)) == 1 else {
            throw .draining(.library, "There is no randomness; check the machine's entropy source.")
        }
        return bytes
    }
}
