import CairnCrypto
import CairnLog
public import CairnModel

/// What can be said of a chunk without knowing what is before it: made side by side with others.
public struct CheckedChunk: Sendable {
    /// What the fold needs to know of one entry.
    struct CheckedEntry: Sendable {
        let entry: Entry
        let leafHash: Hash
        let body: CheckedBody
    }

    /// What a body is, by itself.
    enum CheckedBody: Sendable {
        /// It is absent.
        case absent
        /// It obeys the rules; its family is in ``families`` at this place, and ``registryEvents`` may say more.
        case event(family: Int)
        /// It breaks a rule, or has another hash than the entry says: see ``bodyFaults``.
        case faulty
    }

    /// A note as it was read: the submission where it parses, and whether its author signed it.
    struct CheckedNote: Sendable {
        let hash: Hash
        let submission: Submission?
        let fault: String
        let isSigned: Bool
    }

    let firstIndex: UInt64
    /// The entries up to the first that is none of this version.
    let entries: [CheckedEntry]
    /// The leaf hashes of all entries, whatever they are.
    let leafHashes: [Hash]
    /// The families of the bodies, each once.
    let families: [String]
    /// The rules that bodies break, by their place in the chunk.
    let bodyFaults: [Int: String]
    /// What events of the registry say, by their place in the chunk.
    let registryEvents: [Int: RegistryEvent]
    let notes: [UInt64: CheckedNote]
    /// What is wrong with the entries themselves.
    let findings: [Finding]
    /// What is wrong with files that hold more than the entries ask for.
    let surplus: [Finding]
    /// Why the first entry that is none of this version is none, where ``entries`` ends before one.
    let cut: Finding?
    /// The index from which on neither notes nor bodies were looked at.
    let contentsEnd: UInt64?
    /// The roots of the full tiles of leaf hashes in the chunk, in order.
    let tileRoots: [Hash]
    /// The indexes of entries whose bodies obey the rules but don't have the form of their known type; none where nothing
    /// was decoded.
    public let undecodable: [UInt64]
    /// The event ids in bodies for which the database keeps other ones.
    public let misnamed: [UInt64: EventID]
    /// What the entries say of sealed payloads.
    let payloadFacts: [PayloadFacts]

    /// The number of entries.
    var count: Int { leafHashes.count }

    /// Checks what a chunk holds: parsing, hashes, bodies, signatures.
    ///
    /// This is where the time goes.
    ///
    /// - Parameters:
    ///   - chunk: What came from outside.
    ///   - uninterpreted: The entries that a database lists as unreadable, with its codes; those are decoded.
    ///   - decoding: Whether every body of a known type is decoded, for ``undecodable``.
    public init(_ chunk: UnverifiedChunk, uninterpreted: [UInt64: String] = [:], decoding: Bool = false) {
        self.init(chunk, uninterpreted: uninterpreted, decoding: decoding, payloads: false)
    }

    init(_ chunk: UnverifiedChunk, uninterpreted: [UInt64: String], decoding: Bool, payloads: Bool) {
        var reading = ChunkReading(chunk, uninterpreted: uninterpreted, decoding: decoding, payloads: payloads)
        reading.readAll()
        firstIndex = chunk.firstIndex
        entries = reading.entries
        leafHashes = reading.leafHashes
        families = reading.families
        bodyFaults = reading.bodyFaults
        registryEvents = reading.registryEvents
        findings = reading.findings
        surplus = chunk.surplus
        cut = reading.cut
        contentsEnd = chunk.contentsEnd
        undecodable = reading.undecodable
        misnamed = reading.misnamed
        payloadFacts = reading.payloadFacts
        notes = chunk.notes.mapValues(CheckedChunk.check(note:))
        let leafHashes = reading.leafHashes
        tileRoots = stride(from: 0, to: leafHashes.count - leafHashes.count % 256, by: 256).map { first in
            MerkleTree.root(of: leafHashes[first..<(first + 256)])
        }
    }

    private init(_ chunk: CheckedChunk, count: Int) {
        let end = chunk.firstIndex + UInt64(count)
        firstIndex = chunk.firstIndex
        entries = Array(chunk.entries.prefix(count))
        leafHashes = Array(chunk.leafHashes.prefix(count))
        families = chunk.families
        bodyFaults = chunk.bodyFaults.filter { $0.key < count }
        registryEvents = chunk.registryEvents.filter { $0.key < count }
        notes = chunk.notes.filter { $0.key < end }
        findings = chunk.findings.filter { ($0.index ?? 0) < end }
        surplus = []
        cut = chunk.cut.flatMap { ($0.index ?? 0) < end ? $0 : nil }
        contentsEnd = chunk.contentsEnd
        tileRoots = Array(chunk.tileRoots.prefix(count / 256))
        undecodable = chunk.undecodable.filter { $0 < end }
        misnamed = chunk.misnamed.filter { $0.key < end }
        payloadFacts = chunk.payloadFacts.filter { $0.index < end }
    }

    /// The part of a chunk before the last submission that starts in it, or `nil` where none does.
    var beforeLastSubmission: CheckedChunk? {
        let last = firstIndex + UInt64(count)
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
