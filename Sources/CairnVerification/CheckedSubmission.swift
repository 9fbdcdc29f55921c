import CairnCrypto
import CairnLog
public import CairnModel

/// What is known of one submission once all its entries were read, before it is judged.
public struct CheckedSubmission: Sendable {
    /// The index of its first entry.
    public let firstIndex: UInt64
    /// The number of its entries.
    public internal(set) var count = 0
    /// The note, where it parses as one.
    public let submission: Submission?
    /// Why the note doesn't parse.
    let syntaxFault: String
    /// Whether the author that the statement names has signed it.
    let isSigned: Bool
    /// Whether the statement's anchor is the head that the ledger had; judged when the submission starts.
    let isAnchorTrue: Bool
    /// The root over the body hashes of its entries.
    var bodiesRoot: Hash { bodyHashes.root() ?? .zero }
    /// The bodies that break a rule, in order.
    private(set) var bodyFaults: [(index: UInt64, fault: String)] = []
    /// The families of the bodies that obey the rules, with the indexes of each.
    private(set) var families: [(family: String, indexes: Range<UInt64>)] = []
    /// What events of the registry say, in their order.
    public private(set) var registryEvents: [(event: RegistryEvent, index: UInt64)] = []
    /// The entries whose bodies are absent, in order.
    private(set) var absent: [(index: UInt64, bodyHash: Hash)] = []
    private var bodyHashes = CompactRange()

    init(firstIndex: UInt64, note: CheckedChunk.CheckedNote?, isAnchorTrue: Bool) {
        self.firstIndex = firstIndex
        submission = note?.submission
        syntaxFault = note?.fault ?? "the note is missing"
        isSigned = note?.isSigned ?? false
        self.isAnchorTrue = isAnchorTrue
    }

    /// Its entries.
    public var indexes: Range<UInt64> { firstIndex..<(firstIndex + UInt64(count)) }

    /// Takes the entry at a place of a chunk.
    mutating func append(_ place: Int, of chunk: CheckedChunk, using hasher: inout SHA256) {
        let entry = chunk.entries[place]
        let index = firstIndex + UInt64(count)
        count += 1
        bodyHashes.append(entry.entry.bodyHash, using: &hasher)
        // No statement names more: it doesn't count, whatever else is in it.
        guard count <= Limits.submissionBodies else { return }
        switch entry.body {
        case .absent: absent.append((index, entry.entry.bodyHash))
        case .faulty: if let fault = chunk.bodyFaults[place] { bodyFaults.append((index, fault)) }
        case .event(let family):
            let name = chunk.families[family]
            if let last = families.last, last.family == name, last.indexes.upperBound == index {
                families[families.count - 1].indexes = last.indexes.lowerBound..<(index + 1)
            } else {
                families.append((name, index..<(index + 1)))
            }
            if let event = chunk.registryEvents[place] { registryEvents.append((event, index)) }
        }
    }
}
