internal import COpenSSL

/// Owns one `EVP_MD *`, fetched once for the life of the process, so that no call looks the algorithm up.
@safe
struct FetchedDigest: ~Copyable, Sendable {
    // A number, because pointers aren't Sendable. A fetched EVP_MD never changes, and OpenSSL lets threads share it.
    private let address: UInt

    static let sha256 = FetchedDigest("SHA256")

    private init(_ name: String) {
        guard let digest = unsafe EVP_MD_fetch(nil, name, nil) else {
            preconditionFailure("OpenSSL has no \(name): \(ErrorQueue.drain())")
        }
        address = UInt(bitPattern: digest)
    }

    @unsafe var pointer: OpaquePointer? { unsafe OpaquePointer(bitPattern: address) }
}
