internal import COpenSSL

/// HMAC with SHA-256 (RFC 2104, FIPS 198-1).
public enum HMACSHA256 {
    /// The code of a message: whoever lacks the key can neither make nor check it.
    ///
    /// - Parameters:
    ///   - message: The message.
    ///   - key: The key.
    /// - Returns: The code, 32 bytes.
    public static func code(_ message: [UInt8], key: borrowing SymmetricKey) -> Hash {
        guard let context = unsafe EVP_MAC_CTX_new(FetchedMAC.hmac.pointer) else {
            preconditionFailure("out of memory")
        }
        defer { unsafe EVP_MAC_CTX_free(context) }
        var name = "SHA256".utf8CString
        let started = unsafe name.withUnsafeMutableBufferPointer { name in
            unsafe key.secret.withUnsafeBytes { key in
                let parameters = unsafe [
                    OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name.baseAddress, 0),
                    OSSL_PARAM_construct_end(),
                ]
                let first = unsafe key.baseAddress?.assumingMemoryBound(to: UInt8.self)
                return unsafe EVP_MAC_init(context, first, key.count, parameters) == 1
            }
        }
        guard started, unsafe EVP_MAC_update(context, message, message.count) == 1 else {
            preconditionFailure("HMAC: \(ErrorQueue.drain())")
        }
        return unsafe Hash { first in
            var count = 0
            guard unsafe EVP_MAC_final(context, first, &count, Hash.byteCount) == 1, count == Hash.byteCount else {
                preconditionFailure("HMAC: \(ErrorQueue.drain())")
            }
        }
    }
}
