import CairnCrypto

/// The hash of a file's beginning, as it grows.
final class PrefixHash {
    private var hasher = SHA256()
    private(set) var count: UInt64 = 0

    var hash: Hash { hasher.current() }

    func update(_ bytes: ArraySlice<UInt8>) {
        hasher.update(unsafe bytes.span.bytes)
        count += UInt64(bytes.count)
    }
}
