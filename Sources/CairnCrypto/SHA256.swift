internal import COpenSSL

/// SHA-256 (FIPS 180-4) over bytes that arrive in pieces.
///
/// One value serves any number of hashes: ``finish()`` starts it anew without an allocation.
@safe
public struct SHA256: ~Copyable {
    private let context: OpaquePointer

    /// Makes a hash function that has seen nothing.
    public init() {
        guard let context = unsafe EVP_MD_CTX_new() else { preconditionFailure("out of memory") }
        unsafe self.context = context
        start()
    }

    deinit {
        unsafe EVP_MD_CTX_free(context)
    }

    /// Takes more bytes.
    public mutating func update(_ bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes { buffer in
            unsafe update(buffer)
        }
    }

    /// Takes more bytes.
    public mutating func update(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBytes { buffer in
            unsafe update(buffer)
        }
    }

    /// Takes one byte more.
    public mutating func update(_ byte: UInt8) {
        unsafe withUnsafeBytes(of: byte) { buffer in
            unsafe update(buffer)
        }
    }

    /// Takes the 32 bytes of a hash.
    public mutating func update(_ hash: Hash) {
        unsafe withUnsafeBytes(of: hash) { buffer in
            unsafe update(buffer)
        }
    }

    /// The hash of all bytes since the start or the last call of `finish`; more may follow.
    public borrowing func current() -> Hash {
        let copy = SHA256()
        unsafe expect(EVP_MD_CTX_copy_ex(copy.context, context))
        return unsafe Hash { first in
            unsafe expect(EVP_DigestFinal_ex(copy.context, first, nil))
        }
    }

    /// The hash of all bytes since the start or the last call of `finish`; then starts anew.
    public mutating func finish() -> Hash {
        #if DEBUG
            WorkCount.add(.hash)
        #endif
        let hash = unsafe Hash { first in
            unsafe expect(EVP_DigestFinal_ex(context, first, nil))
        }
        start()
        return hash
    }

    /// The hash of the bytes.
    public static func hash(_ bytes: RawSpan) -> Hash {
        var hasher = SHA256()
        hasher.update(bytes)
        return hasher.finish()
    }

    /// The hash of the bytes.
    public static func hash(_ bytes: [UInt8]) -> Hash {
        var hasher = SHA256()
        hasher.update(bytes)
        return hasher.finish()
    }

    @unsafe
    private mutating func update(_ buffer: UnsafeRawBufferPointer) {
        unsafe expect(EVP_DigestUpdate(context, buffer.baseAddress, buffer.count))
    }

    private func start() {
        unsafe expect(EVP_DigestInit_ex2(context, FetchedDigest.sha256.pointer, nil))
    }

    /// These calls fail on misuse of the context alone, never on what is hashed.
    private func expect(_ result: Int32) {
        guard result == 1 else { preconditionFailure("SHA-256: \(ErrorQueue.drain())") }
    }
}
