/// A SHA-256 hash: 32 bytes, held without an allocation.
public struct Hash: Hashable, Sendable, Comparable {
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
        word0 = Hash.word(bytes, at: 0)
        word1 = Hash.word(bytes, at: 8)
        word2 = Hash.word(bytes, at: 16)
        word3 = Hash.word(bytes, at: 24)
    }

    /// Takes the bytes as they are, or returns `nil` unless there are exactly 32 of them.
    public init?(_ bytes: [UInt8]) {
        self.init(unsafe bytes.span.bytes)
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
        for word in [word0, word1, word2, word3] {
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
            }
        }
    }

    /// Orders hashes as their bytes are ordered.
    public static func < (left: Hash, right: Hash) -> Bool {
        (left.word0, left.word1, left.word2, left.word3) < (right.word0, right.word1, right.word2, right.word3)
    }

    private static func word(_ bytes: RawSpan, at offset: Int) -> UInt64 {
        UInt64(bigEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
}

extension Hash: CustomStringConvertible {
    /// The hash in lowercase hexadecimal.
    public var description: String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
    }
}
