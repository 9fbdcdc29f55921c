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
        let bodyFault: BodyError?
        let family: String
        let registryEvent: RegistryEvent?
        let isUnknownRegistryEvent: Bool
        let isUndecodable: Bool
        let payloadFacts: PayloadFacts?
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
    let notes: [UInt64: CheckedNote]
    /// What is wrong with the entries themselves.
    let findings: [Finding]
    /// Whether the last finding is about bytes that leave no entry to go on from; the list of entries ends before them.
    let isCut: Bool
    /// The roots of the full tiles of leaf hashes in the chunk, in order.
    let tileRoots: [Hash]

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
        var hasher = SHA256()
        var entries: [CheckedEntry] = []
        entries.reserveCapacity(chunk.entries.count)
        var findings: [Finding] = []
        var isCut = false
        for (offset, unverified) in chunk.entries.enumerated() {
            let place = chunk.firstIndex + UInt64(offset)
            do {
                let (entry, fault) = try CheckedChunk.check(
                    unverified,
                    at: place,
                    isListed: uninterpreted.contains(place),
                    isDecoded: decoding,
                    hasPayloads: payloads,
                    using: &hasher
                )
                entries.append(entry)
                findings += fault
            } catch {
                findings.append(error)
                isCut = true
                break
            }
        }
        self.isCut = isCut
        firstIndex = chunk.firstIndex
        self.entries = entries
        self.findings = findings
        notes = chunk.notes.mapValues(CheckedChunk.check(note:))
        tileRoots = stride(from: 0, to: entries.count - entries.count % 256, by: 256).map { first in
            MerkleTree.root(of: entries[first..<(first + 256)].lazy.map(\.leafHash))
        }
    }

    /// The indexes of entries whose bodies obey the rules but don't have the form of their known type; none where nothing
    /// was decoded.
    public var undecodable: [UInt64] {
        entries.indices.filter { entries[$0].isUndecodable }.map { firstIndex + UInt64($0) }
    }

    /// What the entries say of sealed payloads.
    var payloadFacts: [PayloadFacts] { entries.compactMap(\.payloadFacts) }

    private static func check(
        _ unverified: UnverifiedChunk.UnverifiedEntry,
        at place: UInt64,
        isListed: Bool,
        isDecoded: Bool,
        hasPayloads: Bool,
        using hasher: inout SHA256
    ) throws(Finding) -> (CheckedEntry, [Finding]) {
        let entry: Entry
        do { entry = try Entry(parsing: unverified.bytes) } catch {
            let code: FindingCode = error.code == .entryVersion ? .newerVersion : .entryMalformed
            throw Finding(code, at: place, error.message)
        }
        guard entry.index == place else {
            throw Finding(.index, at: place, "another entry stands here", expected: "\(place)", found: "\(entry.index)")
        }
        var findings: [Finding] = []
        let leafHash = entry.leafHash(using: &hasher)
        if let kept = unverified.leafHash, kept != leafHash {
            findings.append(
                Finding(
                    .leafHash,
                    at: place,
                    "the entry was changed after it was recorded: its hash is not the one that was kept",
                    expected: kept.description,
                    found: leafHash.description
                )
            )
        }
        var body: Body?
        var fault: BodyError?
        do { body = try Body(checking: entry.body) } catch { fault = error }
        if let kept = unverified.eventID, let body, kept != body.id.bytes {
            findings.append(
                Finding(.eventID, at: place, "the event id that the database keeps is not the one in the body")
            )
        }
        if isListed, body?.isDecodable == true {
            findings.append(
                Finding(
                    .uninterpreted,
                    at: place,
                    "the database hides this entry from reports as unreadable, but it can be read"
                )
            )
        }
        let checked = CheckedEntry(
            recordedAt: entry.recordedAt,
            previous: entry.previous,
            noteHash: entry.noteHash,
            position: entry.position,
            leafHash: leafHash,
            bodyHash: unsafe MerkleTree.leafHash(entry.body.span.bytes, using: &hasher),
            bodyFault: fault,
            family: body?.type.family ?? "",
            registryEvent: body?.registryEvent,
            isUnknownRegistryEvent: body.map { $0.type.isRegistry && $0.registryEvent == nil } ?? false,
            isUndecodable: isDecoded && body?.isDecodable == false,
            payloadFacts: hasPayloads ? body.flatMap { PayloadFacts($0, at: place) } : nil
        )
        return (checked, findings)
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

extension Body {
    /// Whether the data has the form of the type, or `nil` where the type is unknown.
    fileprivate var isDecodable: Bool? {
        do { return try KnownEvents.decode(self).map { _ in true } } catch { return false }
    }
}
