internal import COpenSSL

/// A SHA-256 hash: 32 bytes, held without an allocation.
public struct Hash: Hashable, Sendable {
    // In the order of memory, so that reading and hashing a hash are plain copies.
    private let word0: UInt64
    private let word1: UInt64
    private let word2: UInt64
    private let word3: UInt64

    /// The number of bytes of a hash.
    public static let byteCount = 32

    /// Thirty-two zero bytes: what a first submission names as its previous hash and its anchor.
    public static let zero = Hash()

    private init() {
        word0 = 0
        word1 = 0
        word2 = 0
        word3 = 0
    }

    /// Takes the bytes as they are, or returns `nil` unless there are exactly 32 of them.
    public init?(_ bytes: RawSpan) {
        guard bytes.byteCount == Hash.byteCount else { return nil }
        word0 = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 0, as: UInt64.self)
        word1 = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 8, as: UInt64.self)
        word2 = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 16, as: UInt64.self)
        word3 = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 24, as: UInt64.self)
    }

    /// Takes the bytes as they are, or returns `nil` unless there are exactly 32 of them.
    public init?(_ bytes: [UInt8]) {
        self.init(unsafe bytes.span.bytes)
    }

    /// Takes what `body` writes into 32 bytes.
    @unsafe
    init(writtenBy body: (UnsafeMutablePointer<UInt8>) -> Void) {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        unsafe withUnsafeMutableBytes(of: &words) { buffer in
            guard let first = buffer.baseAddress else { return }
            unsafe body(first.assumingMemoryBound(to: UInt8.self))
        }
        (word0, word1, word2, word3) = words
    }

    /// The 32 bytes, in a new array.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Hash.byteCount)
        append(to: &bytes)
        return bytes
    }

    /// Appends the 32 bytes to an array.
    public func append(to bytes: inout [UInt8]) {
        unsafe withUnsafeBytes(of: self) { buffer in
            unsafe bytes.append(contentsOf: buffer)
        }
    }
}

extension Hash {
    /// Whether two hashes are equal, found in a time that doesn't depend on their bytes.
    ///
    /// For codes that were made with a key; `==` is for hashes that anyone may see.
    public func isEqualInConstantTime(to other: Hash) -> Bool {
        unsafe withUnsafeBytes(of: self) { own in
            unsafe withUnsafeBytes(of: other) { other in
                unsafe CRYPTO_memcmp(own.baseAddress, other.baseAddress, Hash.byteCount) == 0
            }
        }
    }
}

extension Hash: Comparable {
    /// Orders hashes as their bytes are ordered.
    public static func < (left: Hash, right: Hash) -> Bool {
        (left.word0.bigEndian, left.word1.bigEndian, left.word2.bigEndian, left.word3.bigEndian)
            < (right.word0.bigEndian, right.word1.bigEndian, right.word2.bigEndian, right.word3.bigEndian)
    }
}

extension Hash: CustomStringConvertible {
    /// The hash in lowercase hexadecimal.
    public var description: String { Hexadecimal.encode(bytes) }
}
