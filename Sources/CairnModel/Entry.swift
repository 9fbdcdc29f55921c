public import CairnCrypto

/// A body in its place: what is hashed into chain and tree.
public struct Entry: Hashable, Sendable {
    /// The version of the format.
    public static let version: UInt8 = 0x01
    /// The bytes before the body.
    public static let headerBytes = 85

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
    /// The exact bytes of the event.
    public let body: [UInt8]

    /// Makes an entry.
    public init(
        index: UInt64,
        recordedAt: Timestamp,
        previous: Hash,
        noteHash: Hash,
        position: UInt32,
        body: [UInt8]
    ) {
        self.index = index
        self.recordedAt = recordedAt
        self.previous = previous
        self.noteHash = noteHash
        self.position = position
        self.body = body
    }

    /// Reads the bytes of an entry; the body is taken as it is, of any length: one that breaks the rules of bodies
    /// stays in chain and tree.
    ///
    /// - Throws: ``ModelError`` with code `entry.malformed`, or `entry.version` for a version that this program
    ///   doesn't know.
    public init(parsing bytes: [UInt8]) throws(ModelError) {
        guard let version = bytes.first else { throw ModelError(.entry, "an entry has no bytes") }
        guard version > 0 else { throw ModelError(.entry, "the entry is of version 0, which never was") }
        guard version == Entry.version else { throw ModelError(.entryVersion, "the entry is of version \(version)") }
        guard bytes.count >= Entry.headerBytes else { throw ModelError(.entry, "an entry of \(bytes.count) bytes") }
        func number(_ range: Range<Int>) -> UInt64 { bytes[range].reduce(0) { $0 << 8 | UInt64($1) } }
        let index = number(1..<9)
        guard index < Limits.numbers, let time = Int64(exactly: number(9..<17)),
            let recordedAt = Timestamp(microseconds: time),
            let previous = Hash(Array(bytes[17..<49])), let noteHash = Hash(Array(bytes[49..<81]))
        else { throw ModelError(.entry, "an index or a time is out of range") }
        self.init(
            index: index,
            recordedAt: recordedAt,
            previous: previous,
            noteHash: noteHash,
            position: UInt32(truncatingIfNeeded: number(81..<85)),
            body: Array(bytes[Entry.headerBytes...])
        )
    }

    /// The entry's bytes.
    public var bytes: [UInt8] {
        var bytes = header
        bytes.reserveCapacity(Entry.headerBytes + body.count)
        bytes += body
        return bytes
    }

    /// `SHA-256(0x00 || entry)` (RFC 9162 §2.1.1): the link of the chain and the leaf of the tree.
    public var leafHash: Hash {
        var hasher = SHA256()
        return leafHash(using: &hasher)
    }

    /// The leaf hash, by a hash function that the caller keeps.
    public func leafHash(using hasher: inout SHA256) -> Hash {
        hasher.update(0x00)
        hasher.update(header)
        hasher.update(body)
        return hasher.finish()
    }

    private var header: [UInt8] {
        var bytes: [UInt8] = [Entry.version]
        bytes.reserveCapacity(Entry.headerBytes)
        append(index, to: &bytes, bytes: 8)
        append(UInt64(bitPattern: recordedAt.microseconds), to: &bytes, bytes: 8)
        previous.append(to: &bytes)
        noteHash.append(to: &bytes)
        append(UInt64(position), to: &bytes, bytes: 4)
        return bytes
    }

    private func append(_ number: UInt64, to bytes: inout [UInt8], bytes count: Int) {
        for shift in stride(from: 8 * (count - 1), through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
        }
    }
}
