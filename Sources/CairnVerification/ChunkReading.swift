import CairnCrypto
import CairnLog
import CairnModel

/// Goes through the entries of a chunk: parsing, hashes, bodies.
///
/// Nothing is allocated for an entry that is like the others.
struct ChunkReading: ~Copyable {
    private let chunk: UnverifiedChunk
    private let uninterpreted: Set<UInt64>
    private let isDecoding: Bool
    private let hasPayloads: Bool
    private var hasher = SHA256()
    private var checker = BodyChecker()
    private(set) var entries: [CheckedChunk.CheckedEntry] = []
    private(set) var families: [String] = [""]
    private(set) var remarks: [Int: CheckedChunk.Remark] = [:]
    var findings: [Finding] = []
    private(set) var undecodable: [UInt64] = []
    private(set) var payloadFacts: [PayloadFacts] = []

    init(_ chunk: UnverifiedChunk, uninterpreted: Set<UInt64>, decoding: Bool, payloads: Bool) {
        self.chunk = chunk
        self.uninterpreted = uninterpreted
        isDecoding = decoding
        hasPayloads = payloads
        entries.reserveCapacity(chunk.count)
    }

    /// Checks the entry at a place of the chunk.
    ///
    /// - Throws: `Finding` where the bytes leave no entry to go on from.
    mutating func append(_ place: Int) throws(Finding) {
        let range = chunk.range(place)
        let index = chunk.firstIndex + UInt64(place)
        let all = chunk.bytes
        let bytes = unsafe all.span.bytes.extracting(range)
        let header: EntryHeader
        do { header = try EntryHeader(parsing: bytes) } catch {
            throw Finding(error.code == .entryVersion ? .newerVersion : .entryMalformed, at: index, error.message)
        }
        guard header.index == index else {
            throw Finding(
                .index,
                at: index,
                "another entry stands here",
                expected: "\(index)",
                found: "\(header.index)"
            )
        }
        let leafHash = MerkleTree.leafHash(bytes, using: &hasher)
        if let kept = chunk.kept[place].leafHash, kept != leafHash {
            findings.append(
                Finding(
                    .leafHash,
                    at: index,
                    "the entry was changed after it was recorded: its hash is not the one that was kept",
                    expected: kept.description,
                    found: leafHash.description
                )
            )
        }
        let body = (range.lowerBound + EntryHeader.byteCount)..<range.upperBound
        let bodyHash = MerkleTree.leafHash(bytes.extracting(EntryHeader.byteCount...), using: &hasher)
        let (family, isRemarkable) = remark(place, index, body)
        entries.append(
            CheckedChunk.CheckedEntry(
                recordedAt: header.recordedAt,
                previous: header.previous,
                noteHash: header.noteHash,
                position: header.position,
                leafHash: leafHash,
                bodyHash: bodyHash,
                family: family,
                isRemarkable: isRemarkable
            )
        )
    }

    /// Checks a body.
    private mutating func remark(_ place: Int, _ index: UInt64, _ range: Range<Int>) -> (family: Int, remarkable: Bool)
    {
        let envelope: BodyChecker.Envelope
        do { envelope = try checker.check(chunk.bytes, in: range) } catch {
            remarks[place] = CheckedChunk.Remark(bodyFault: error)
            return (0, true)
        }
        if let kept = chunk.kept[place].eventID, kept != envelope.id {
            findings.append(
                Finding(.eventID, at: index, "the event id that the database keeps is not the one in the body")
            )
        }
        if isDecoding, checker.isDecodable(as: envelope.type) == false { undecodable.append(index) }
        if uninterpreted.contains(index), checker.isDecodable(as: envelope.type) == true {
            findings.append(
                Finding(
                    .uninterpreted,
                    at: index,
                    "the database hides this entry from reports as unreadable, but it can be read"
                )
            )
        }
        if hasPayloads, PayloadFacts.mayStand(in: chunk.bytes[range], of: envelope.type), let body = body(range),
            let facts = PayloadFacts(body, at: index)
        {
            payloadFacts.append(facts)
        }
        let family = self.place(of: envelope.type.family)
        guard envelope.type.isRegistry else { return (family, false) }
        remarks[place] = CheckedChunk.Remark(
            registryEvent: envelope.registryEvent,
            isUnknownRegistryEvent: envelope.registryEvent == nil
        )
        return (family, true)
    }

    private mutating func place(of family: String) -> Int {
        if let place = families.firstIndex(of: family) { return place }
        families.append(family)
        return families.count - 1
    }

    /// A body that was checked, by itself.
    private func body(_ range: Range<Int>) -> Body? {
        do { return try Body(checking: Array(chunk.bytes[range])) } catch { return nil }
    }
}
