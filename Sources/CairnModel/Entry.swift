public import CairnCrypto

/// A body in its place: what is hashed into chain and tree.
public struct Entry: Hashable, Sendable {
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
        let header = try EntryHeader(parsing: unsafe bytes.span.bytes)
        self.init(
            index: header.index,
            recordedAt: header.recordedAt,
            previous: header.previous,
            noteHash: header.noteHash,
            position: header.position,
            body: Array(bytes[EntryHeader.byteCount...])
        )
    }

    /// What stands before the body.
    public var header: EntryHeader {
        EntryHeader(index: index, recordedAt: recordedAt, previous: previous, noteHash: noteHash, position: position)
    }

    /// The entry's bytes.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(EntryHeader.byteCount + body.count)
        header.append(to: &bytes)
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
        header.leafHash(ofEntryWith: unsafe body.span.bytes, using: &hasher)
    }
}
