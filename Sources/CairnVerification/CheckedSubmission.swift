public import CairnCrypto
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
    /// The root over the hashes of the bodies that are there.
    var bodiesRoot: Hash { bodyHashes.root() ?? .zero }
    /// The first body that breaks a rule.
    var bodyFault: (index: UInt64, error: BodyError)?
    /// The families of the bodies.
    var families: Set<String> = []
    /// What the bodies say of keys, in their order, each with its index and leaf hash.
    public internal(set) var registryEvents: [(event: RegistryEvent, index: UInt64, leafHash: Hash)] = []
    /// The index of the first registry event of an unknown type.
    var unknownRegistryEvent: UInt64?
    /// The leaf hash of its last entry: what the author may anchor to later.
    public internal(set) var lastLeafHash = Hash.zero
    private var bodyHashes = CompactRange()

    init(firstIndex: UInt64, note: CheckedChunk.CheckedNote?) {
        self.firstIndex = firstIndex
        submission = note?.submission
        syntaxFault = note?.fault ?? "the note is missing"
        isSigned = note?.isSigned ?? false
    }

    /// Takes the entry at a place of a chunk.
    mutating func append(_ place: Int, of chunk: CheckedChunk, using hasher: inout SHA256) {
        let entry = chunk.entries[place]
        let index = firstIndex + UInt64(count)
        count += 1
        lastLeafHash = entry.leafHash
        bodyHashes.append(entry.bodyHash, using: &hasher)
        let remark = entry.isRemarkable ? chunk.remarks[place] : nil
        if let error = remark?.bodyFault {
            if bodyFault == nil { bodyFault = (index, error) }
            return
        }
        if place == 0 || chunk.entries[place - 1].family != entry.family || count == 1 || families.isEmpty {
            families.insert(chunk.families[entry.family])
        }
        guard let remark else { return }
        if let event = remark.registryEvent { registryEvents.append((event, index, entry.leafHash)) }
        if remark.isUnknownRegistryEvent, unknownRegistryEvent == nil { unknownRegistryEvent = index }
    }
}
