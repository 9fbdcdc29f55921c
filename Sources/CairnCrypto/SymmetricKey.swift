/// A secret key of 32 bytes, wiped when it goes.
public struct SymmetricKey: ~Copyable, Sendable {
    /// The number of bytes of a key.
    public static let byteCount = 32

    let secret: Secret

    init(_ secret: consuming Secret) throws(CryptoError) {
        guard secret.count == SymmetricKey.byteCount else {
            throw CryptoError(.length, "A key has \(SymmetricKey.byteCount) bytes; this one has \(secret.count).")
        }
        self.secret = secret
    }

    /// Takes the bytes of a key; the array they came in is the caller's to forget.
    ///
    /// - Parameter bytes: 32 bytes.
    /// - Throws: ``CryptoError`` with code `crypto.length`.
    public init(_ bytes: [UInt8]) throws(CryptoError) {
        try self.init(Secret(copying: bytes))
    }

    /// Makes a new random key.
    ///
    /// - Returns: The key.
    /// - Throws: ``CryptoError`` with code `crypto.library` where there is no randomness.
    public static func random() throws(CryptoError) -> SymmetricKey {
        try SymmetricKey(Secret.random(count: byteCount))
    }

    /// Lends the bytes of the key for the time of the call: copy them nowhere.
    ///
    /// - Parameter body: What looks at them.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    public func withBytes<Value>(_ body: (RawSpan) throws -> Value) rethrows -> Value {
        unsafe try secret.withUnsafeBytes { buffer in
            unsafe try body(buffer.bytes)
        }
    }
}
