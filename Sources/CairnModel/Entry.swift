public import CairnCrypto

/// The place of a body in the ledger: 117 bytes without content.
///
/// Whoever holds the entries can recompute chain and tree without any body; the body hash ties each body to its place.
public struct Entry: Hashable, Sendable {
    /// The version of the format.
    public static let version: UInt8 = 0x01
    /// The number of bytes of an entry of this version.
    public static let byteCount = 117

    /// The place in the ledger, from 0.
    public let index: UInt64
    /// When the ledger recorded it, in 1970 or later; the same within a submission.
    public let recordedAt: Timestamp
    /// The leaf hash of the entry before; of entry 0, SHA-256 of the origin.
    public let previous: Hash
    /// The note hash of its submission.
    public let noteHash: Hash
    /// The place in its submission, from 0.
    public let position: UInt32
    /// `SHA-256(0x00 || body)`.
    public let bodyHash: Hash

    /// Makes an entry.
    public init(
        index: UInt64,
        recordedAt: Timestamp,
        previous: Hash,
        noteHash: Hash,
        position: UInt32,
        bodyHash: Hash
    ) {
        self.index = index
        self.recordedAt = recordedAt
        self.previous = previous
        self.noteHash = noteHash
        self.position = position
        self.bodyHash = bodyHash
    }

    /// Reads the bytes of an entry.
    ///
    /// - Throws: ``ModelError`` with code `entry.malformed`, or `entry.version` for a version that this program
    ///   doesn't know.
    public init(parsing bytes: RawSpan) throws(ModelError) {
        guard bytes.byteCount > 0 else { throw ModelError(.entry, "an entry has no bytes") }
        let version = unsafe bytes.unsafeLoad(fromByteOffset: 0, as: UInt8.self)
        guard version > 0 else { throw ModelError(.entry, "the entry is of version 0, which never was") }
        guard version == Entry.version else {
            throw ModelError(.entryVersion, "the entry is of version \(version)")
        }
        guard bytes.byteCount == Entry.byteCount else {
            throw ModelError(.entry, "an entry of \(bytes.byteCount) bytes, not \(Entry.byteCount)")
        }
        index = UInt64(bigEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 1, as: UInt64.self))
        let time = Int64(bigEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 9, as: Int64.self))
        guard index < Limits.numbers, time >= 0, let recordedAt = Timestamp(microseconds: time),
            let previous = Hash(bytes.extracting(17..<49)), let noteHash = Hash(bytes.extracting(49..<81)),
            let bodyHash = Hash(bytes.extracting(85..<117))
        else { throw ModelError(.entry, "an index or a time is out of range") }
        self.recordedAt = recordedAt
        self.previous = previous
        self.noteHash = noteHash
        position = UInt32(bigEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 81, as: UInt32.self))
        self.bodyHash = bodyHash
    }

    /// Reads the bytes of an entry.
    ///
    /// - Throws: As ``init(parsing:)-(RawSpan)``.
    public init(parsing bytes: [UInt8]) throws(ModelError) {
        try self.init(parsing: unsafe bytes.span.bytes)
    }

    /// The same entry with another body hash.
    public func with(bodyHash: Hash) -> Entry {
        Entry(
            index: index,
            recordedAt: recordedAt,
            previous: previous,
            noteHash: noteHash,
            position: position,
            bodyHash: bodyHash
        )
    }

    /// The entry's 117 bytes.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return bytes
    }

    /// Appends the 117 bytes to an array.
    public func append(to bytes: inout [UInt8]) {
        unsafe withLeaf { unsafe bytes.append(contentsOf: $0.dropFirst()) }
    }

    /// `SHA-256(0x00 || entry)` (RFC 9162 §2.1.1): the link of the chain and the leaf of the tree.
    public var leafHash: Hash {
        var hasher = SHA256()
        return leafHash(using: &hasher)
    }

    /// The leaf hash, by a hash function that the caller keeps: no allocation.
    public func leafHash(using hasher: inout SHA256) -> Hash {
        unsafe withLeaf { unsafe hasher.update(RawSpan(_unsafeBytes: $0)) }
        return hasher.finish()
    }

    /// What is hashed: a zero byte and the entry.
    @unsafe
    private func withLeaf(_ body: (UnsafeRawBufferPointer) -> Void) {
        var bytes = InlineArray<118, UInt8>(repeating: 0)
        bytes[1] = Entry.version
        unsafe withUnsafeMutableBytes(of: &bytes) { buffer in
            unsafe buffer.storeBytes(of: index.bigEndian, toByteOffset: 2, as: UInt64.self)
            unsafe buffer.storeBytes(of: recordedAt.microseconds.bigEndian, toByteOffset: 10, as: Int64.self)
            unsafe buffer.storeBytes(of: previous, toByteOffset: 18, as: Hash.self)
            unsafe buffer.storeBytes(of: noteHash, toByteOffset: 50, as: Hash.self)
            unsafe buffer.storeBytes(of: position.bigEndian, toByteOffset: 82, as: UInt32.self)
            unsafe buffer.storeBytes(of: bodyHash, toByteOffset: 86, as: Hash.self)
            unsafe body(UnsafeRawBufferPointer(buffer))
        }
    }
}
