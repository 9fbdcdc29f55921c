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

    mutating func append(_ entry: CheckedChunk.CheckedEntry, using hasher: inout SHA256) {
        let index = firstIndex + UInt64(count)
        count += 1
        lastLeafHash = entry.leafHash
        bodyHashes.append(entry.bodyHash, using: &hasher)
        if let error = entry.bodyFault {
            if bodyFault == nil { bodyFault = (index, error) }
            return
        }
        families.insert(entry.family)
        if let event = entry.registryEvent { registryEvents.append((event, index, entry.leafHash)) }
        if entry.isUnknownRegistryEvent, unknownRegistryEvent == nil { unknownRegistryEvent = index }
    }
}
