internal import COpenSSL

/// Owns one `EVP_CIPHER_CTX *`, which wipes its key when it goes.
///
/// Each call says whether OpenSSL did it; what a failure means is for the caller to say.
@safe
struct CipherContext: ~Copyable {
    private let context: OpaquePointer
    private let direction: Direction

    enum Direction: Int32 {
        case decrypt = 0
        case encrypt = 1
    }

    init(_ direction: Direction) {
        guard let context = unsafe EVP_CIPHER_CTX_new() else { preconditionFailure("out of memory") }
        unsafe EVP_CIPHER_CTX_set_flags(context, EVP_CIPHER_CTX_FLAG_WRAP_ALLOW)
        unsafe self.context = context
        self.direction = direction
    }

    deinit {
        unsafe EVP_CIPHER_CTX_free(context)
    }

    mutating func start(_ cipher: borrowing FetchedCipher, key: borrowing SymmetricKey, nonce: [UInt8]?) -> Bool {
        unsafe key.secret.withUnsafeBytes { key in
            let key = unsafe key.baseAddress?.assumingMemoryBound(to: UInt8.self)
            return if let nonce {
                unsafe EVP_CipherInit_ex2(context, cipher.pointer, key, nonce, direction.rawValue, nil) == 1
            } else {
                unsafe EVP_CipherInit_ex2(context, cipher.pointer, key, nil, direction.rawValue, nil) == 1
            }
        }
    }

    mutating func authenticate(_ bytes: [UInt8]) -> Bool {
        guard !bytes.isEmpty else { return true }
        var count: Int32 = 0
        return unsafe EVP_CipherUpdate(context, nil, &count, bytes, Int32(bytes.count)) == 1
    }

    /// Returns how many bytes were written, or `nil` on failure.
    @unsafe
    mutating func update(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Int? {
        guard unsafe !input.isEmpty else { return 0 }
        var count: Int32 = 0
        let result = unsafe EVP_CipherUpdate(
            context,
            output.baseAddress?.assumingMemoryBound(to: UInt8.self),
            &count,
            input.baseAddress?.assumingMemoryBound(to: UInt8.self),
            Int32(input.count)
        )
        return result == 1 ? Int(count) : nil
    }

    /// Ends a mode that leaves nothing for its end to write.
    mutating func finish() -> Bool {
        var count: Int32 = 0
        return unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { rest in
            unsafe EVP_CipherFinal_ex(context, rest.baseAddress, &count) == 1 && count == 0
        }
    }

    mutating func tag() -> [UInt8]? {
        var tag = [UInt8](repeating: 0, count: AES256GCM.tagByteCount)
        let result = unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(AES256GCM.tagByteCount), &tag)
        return result == 1 ? tag : nil
    }

    mutating func expectTag(_ tag: ArraySlice<UInt8>) -> Bool {
        var tag = Array(tag)
        return unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), &tag) == 1
    }
}
