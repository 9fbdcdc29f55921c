internal import COpenSSL

/// Owns one `EVP_CIPHER *`, fetched once for the life of the process.
@safe
struct FetchedCipher: ~Copyable, Sendable {
    // A number, because pointers aren't Sendable. A fetched EVP_CIPHER never changes, and OpenSSL lets threads share it.
    private let address: UInt

    static let aes256GCM = FetchedCipher("AES-256-GCM")
    static let aes256WrapPad = FetchedCipher("AES-256-WRAP-PAD")
    static let aes256CBC = FetchedCipher("AES-256-CBC")

    private init(_ name: String) {
        guard let cipher = unsafe EVP_CIPHER_fetch(nil, name, nil) else {
            preconditionFailure("OpenSSL has no \(name): \(ErrorQueue.drain())")
        }
        address = UInt(bitPattern: cipher)
    }

    @unsafe var pointer: OpaquePointer? { unsafe OpaquePointer(bitPattern: address) }
}
