internal import COpenSSL

/// Owns one `EVP_MAC *`, fetched once for the life of the process.
@safe
struct FetchedMAC: ~Copyable, Sendable {
    // A number, because pointers aren't Sendable. A fetched EVP_MAC never changes, and OpenSSL lets threads share it.
    private let address: UInt

    static let hmac = FetchedMAC("HMAC")

    private init(_ name: String) {
        guard let mac = unsafe EVP_MAC_fetch(nil, name, nil) else {
            preconditionFailure("OpenSSL has no \(name): \(ErrorQueue.drain())")
        }
        address = UInt(bitPattern: mac)
    }

    @unsafe var pointer: OpaquePointer? { unsafe OpaquePointer(bitPattern: address) }
}
