public import CairnCrypto

/// What stands before the body in the bytes of an entry: 85 bytes, held without an allocation.
public struct EntryHeader: Hashable, Sendable {
    /// The version of the format.
    public static let version: UInt8 = 0x01
    /// The number of bytes.
    public static let byteCount = 85

    /// The place in the ledger, from 0.
    public let index: UInt64
    /// When the ledger recorded it; the same within a submission.
    public let recordedAt: Timestamp
    /// The leaf hash of the entry before; of entry 0, SHA-256 of the origin.
    public let previous: Hash
    /// The note hash of its submission.
    public let noteHash: Hash
    /// The place in its submission, from 0.
    public let position: UInt32

    /// Makes a header.
    public init(index: UInt64, recordedAt: Timestamp, previous: Hash, noteHash: Hash, position: UInt32) {
        self.index = index
        self.recordedAt = recordedAt
        self.previous = previous
        self.noteHash = noteHash
        self.position = position
    }

    /// Reads the header of an entry's bytes, whatever follows it.
    ///
    /// - Throws: ``ModelError`` with code `entry.malformed`, or `entry.version` for a version that this program
    ///   doesn't know.
    public init(parsing bytes: RawSpan) throws(ModelError) {
        guard bytes.byteCount > 0 else { throw ModelError(.entry, "an entry has no bytes") }
        let version = unsafe bytes.unsafeLoad(fromByteOffset: 0, as: UInt8.self)
        guard version > 0 else { throw ModelError(.entry, "the entry is of version 0, which never was") }
        guard version == EntryHeader.version else {
            throw ModelError(.entryVersion, "the entry is of version \(version)")
        }
        guard bytes.byteCount >= EntryHeader.byteCount else {
            throw ModelError(.entry, "an entry of \(bytes.byteCount) bytes")
        }
        index = UInt64(bigEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 1, as: UInt64.self))
        let time = Int64(bigEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 9, as: Int64.self))
        guard index < Limits.numbers, time >= 0, let recordedAt = Timestamp(microseconds: time),
            let previous = Hash(bytes.extracting(17..<49)), let noteHash = Hash(bytes.extracting(49..<81))
        else { throw ModelError(.entry, "an index or a time is out of range") }
        self.recordedAt = recordedAt
        self.previous = previous
        self.noteHash = noteHash
        position = UInt32(bigEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 81, as: UInt32.self))
    }

    /// Appends the 85 bytes to an array.
    public func append(to bytes: inout [UInt8]) {
        unsafe withBytes { unsafe bytes.append(contentsOf: $0) }
    }

    /// `SHA-256(0x00 || entry)` of an entry with this header, by a hash function that the caller keeps: no allocation.
    public func leafHash(ofEntryWith body: RawSpan, using hasher: inout SHA256) -> Hash {
        hasher.update(0x00)
        unsafe withBytes { unsafe hasher.update(RawSpan(_unsafeBytes: $0)) }
        hasher.update(body)
        return hasher.finish()
    }

    @unsafe
    private func withBytes(_ body: (UnsafeRawBufferPointer) -> Void) {
        var bytes = InlineArray<85, UInt8>(repeating: 0)
        bytes[0] = EntryHeader.version
        unsafe withUnsafeMutableBytes(of: &bytes) { buffer in
            unsafe buffer.storeBytes(of: index.bigEndian, toByteOffset: 1, as: UInt64.self)
            unsafe buffer.storeBytes(of: recordedAt.microseconds.bigEndian, toByteOffset: 9, as: Int64.self)
            unsafe buffer.storeBytes(of: previous, toByteOffset: 17, as: Hash.self)
            unsafe buffer.storeBytes(of: noteHash, toByteOffset: 49, as: Hash.self)
            unsafe buffer.storeBytes(of: position.bigEndian, toByteOffset: 81, as: UInt32.self)
            unsafe body(UnsafeRawBufferPointer(buffer))
        }
    }
}
