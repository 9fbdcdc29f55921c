import CairnCrypto
import CairnLog
import CairnModel

/// What can be said of a chunk without knowing what is before it: made side by side with others.
public struct CheckedChunk: Sendable {
    /// What the fold needs to know of one entry.
    struct CheckedEntry: Sendable {
        let recordedAt: Timestamp
        let previous: Hash
        let noteHash: Hash
        let position: UInt32
        let leafHash: Hash
        let bodyHash: Hash
        /// The place of the body's family in ``families``.
        let family: Int
        /// Whether ``remarks`` says more.
        let isRemarkable: Bool
    }

    /// What few entries have.
    struct Remark: Sendable {
        var bodyFault: BodyError?
        var registryEvent: RegistryEvent?
        var isUnknownRegistryEvent = false
    }

    /// A note as it was read: the submission where it parses, and whether its author signed it.
    struct CheckedNote: Sendable {
        let hash: Hash
        let submission: Submission?
        let fault: String
        let isSigned: Bool
    }

    let firstIndex: UInt64
    let entries: [CheckedEntry]
    /// The families of the bodies, each once.
    let families: [String]
    /// What few entries have, by their place in the chunk.
    let remarks: [Int: Remark]
    let notes: [UInt64: CheckedNote]
    /// What is wrong with the entries themselves.
    let findings: [Finding]
    /// Whether the last finding is about bytes that leave no entry to go on from; the list of entries ends before them.
    let isCut: Bool
    /// The roots of the full tiles of leaf hashes in the chunk, in order.
    let tileRoots: [Hash]
    /// The indexes of entries whose bodies obey the rules but don't have the form of their known type; none where nothing
    /// was decoded.
    public let undecodable: [UInt64]
    /// What the entries say of sealed payloads.
    let payloadFacts: [PayloadFacts]

    /// Checks what a chunk holds: parsing, hashes, bodies, signatures.
    ///
    /// This is where the time goes.
    ///
    /// - Parameters:
    ///   - chunk: What came from outside.
    ///   - uninterpreted: The indexes of entries that a database lists as unreadable; those are decoded.
    ///   - decoding: Whether every body of a known type is decoded, for ``undecodable``.
    public init(_ chunk: UnverifiedChunk, uninterpreted: Set<UInt64> = [], decoding: Bool = false) {
        self.init(chunk, uninterpreted: uninterpreted, decoding: decoding, payloads: false)
    }

    init(_ chunk: UnverifiedChunk, uninterpreted: Set<UInt64>, decoding: Bool, payloads: Bool) {
        var reading = ChunkReading(chunk, uninterpreted: uninterpreted, decoding: decoding, payloads: payloads)
        do {
            for place in 0..<chunk.count { try reading.append(place) }
            isCut = false
        } catch {
            reading.findings.append(error)
            isCut = true
        }
        firstIndex = chunk.firstIndex
        let entries = reading.entries
        self.entries = entries
        families = reading.families
        remarks = reading.remarks
        findings = reading.findings
        undecodable = reading.undecodable
        payloadFacts = reading.payloadFacts
        notes = chunk.notes.mapValues(CheckedChunk.check(note:))
        tileRoots = stride(from: 0, to: entries.count - entries.count % 256, by: 256).map { first in
            MerkleTree.root(of: entries[first..<(first + 256)].lazy.map(\.leafHash))
        }
    }

    private init(_ chunk: CheckedChunk, count: Int) {
        let end = chunk.firstIndex + UInt64(count)
        firstIndex = chunk.firstIndex
        entries = Array(chunk.entries.prefix(count))
        families = chunk.families
        remarks = chunk.remarks.filter { $0.key < count }
        notes = chunk.notes.filter { $0.key < end }
        findings = chunk.findings.filter { ($0.index ?? 0) < end }
        isCut = false
        tileRoots = Array(chunk.tileRoots.prefix(count / 256))
        undecodable = chunk.undecodable.filter { $0 < end }
        payloadFacts = chunk.payloadFacts.filter { $0.index < end }
    }

    /// The part of a chunk before the last submission that starts in it, or `nil` where none does.
    var beforeLastSubmission: CheckedChunk? {
        let last = firstIndex + UInt64(entries.count)
        guard let start = notes.keys.filter({ $0 > firstIndex && $0 < last }).max() else { return nil }
        return CheckedChunk(self, count: Int(start - firstIndex))
    }

    private static func check(note bytes: [UInt8]) -> CheckedNote {
        let hash = SHA256.hash(bytes)
        do {
            let submission = try Submission(parsing: bytes)
            return CheckedNote(hash: hash, submission: submission, fault: "", isSigned: submission.isSigned)
        } catch {
            return CheckedNote(hash: hash, submission: nil, fault: error.message, isSigned: false)
        }
    }
}
