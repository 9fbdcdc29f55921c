import CairnCrypto
import CairnLog
import CairnModel

/// Goes through the entries of a chunk: parsing, hashes, bodies.
///
/// Nothing is allocated for an entry that is like the others.
struct ChunkReading: ~Copyable {
    private let chunk: UnverifiedChunk
    private let uninterpreted: [UInt64: String]
    private let isDecoding: Bool
    private let hasPayloads: Bool
    private var hasher = SHA256()
    private var checker = BodyChecker()
    private(set) var entries: [CheckedChunk.CheckedEntry] = []
    private(set) var leafHashes: [Hash] = []
    private(set) var families: [String] = []
    private(set) var bodyFaults: [Int: String] = [:]
    private(set) var registryEvents: [Int: RegistryEvent] = [:]
    private(set) var findings: [Finding] = []
    private(set) var cut: Finding?
    private(set) var undecodable: [UInt64] = []
    private(set) var misnamed: [UInt64: EventID] = [:]
    private(set) var payloadFacts: [PayloadFacts] = []

    init(_ chunk: UnverifiedChunk, uninterpreted: [UInt64: String], decoding: Bool, payloads: Bool) {
        self.chunk = chunk
        self.uninterpreted = uninterpreted
        isDecoding = decoding
        hasPayloads = payloads
        entries.reserveCapacity(chunk.count)
        leafHashes.reserveCapacity(chunk.count)
    }

    /// Checks every entry up to the first that is none of this version; from there on, bytes are hashed as they are.
    mutating func readAll() {
        for place in 0..<chunk.count {
            if cut == nil {
                do throws(Finding) { try append(place) } catch { cut = error }
            }
            if cut != nil { leafHashes.append(leafHash(ofBytesAt: place)) }
        }
    }

    private mutating func leafHash(ofBytesAt place: Int) -> Hash {
        switch chunk.items[place].form {
        case .bytes(let range): hash(behindZero: range)
        case .columns(let entry), .columnsWithHash(let entry): entry.leafHash(using: &hasher)
        }
    }

    /// The hash of bytes of the chunk and of the zero byte before them: one update.
    private mutating func hash(behindZero range: Range<Int>) -> Hash {
        let bytes = chunk.bytes
        hasher.update(unsafe bytes.span.bytes.extracting((range.lowerBound - 1)..<range.upperBound))
        return hasher.finish()
    }

    /// Checks the entry at a place of the chunk.
    ///
    /// - Throws: `Finding` where the bytes are no entry of this version.
    private mutating func append(_ place: Int) throws(Finding) {
        let item = chunk.items[place]
        let index = chunk.firstIndex + UInt64(place)
        let entry: Entry
        let leafHash: Hash
        var bodyHash: Hash?
        switch item.form {
        case .bytes(let range):
            do { entry = try Entry(parsing: unsafe chunk.bytes.span.bytes.extracting(range)) } catch {
                throw Finding(error.code == .entryVersion ? .newerVersion : .entryMalformed, at: index, error.message)
            }
            leafHash = hash(behindZero: range)
            bodyHash = item.body.map { hash(behindZero: $0) }
        case .columns(let columns):
            bodyHash = item.body.map { hash(behindZero: $0) }
            entry = bodyHash.map(columns.with(bodyHash:)) ?? columns
            leafHash = entry.leafHash(using: &hasher)
        case .columnsWithHash(let columns):
            entry = columns
            leafHash = entry.leafHash(using: &hasher)
        }
        if entry.index != index {
            findings.append(
                Finding(
                    .index,
                    at: index,
                    "another entry is at this place",
                    expected: "\(index)",
                    found: "\(entry.index)"
                )
            )
        }
        if let kept = item.leafHash, kept != leafHash {
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
        let body = check(place, item, bodyHash, of: entry)
        entries.append(CheckedChunk.CheckedEntry(entry: entry, leafHash: leafHash, body: body))
        leafHashes.append(leafHash)
    }

    private mutating func check(
        _ place: Int,
        _ item: UnverifiedChunk.Item,
        _ hash: Hash?,
        of entry: Entry
    ) -> CheckedChunk.CheckedBody {
        let index = chunk.firstIndex + UInt64(place)
        guard let range = item.body, let hash else { return .absent }
        guard hash == entry.bodyHash else {
            findings.append(
                Finding(
                    .entryBody,
                    at: index,
                    "the body is not the one that the entry was made for",
                    expected: entry.bodyHash.description,
                    found: hash.description
                )
            )
            return .faulty
        }
        let envelope: BodyChecker.Envelope
        do { envelope = try checker.check(chunk.bytes, in: range) } catch {
            bodyFaults[place] = "\(error)"
            return .faulty
        }
        note(envelope, item, at: index, in: range)
        if let event = envelope.registryEvent { registryEvents[place] = event }
        return .event(family: self.place(of: envelope.type.family))
    }

    /// What is looked at beside the rules: ids that a database keeps, forms, payloads.
    private mutating func note(
        _ envelope: BodyChecker.Envelope,
        _ item: UnverifiedChunk.Item,
        at index: UInt64,
        in range: Range<Int>
    ) {
        if let kept = item.eventID, kept != envelope.id {
            misnamed[index] = envelope.id
            findings.append(
                Finding(
                    .eventID,
                    at: index,
                    "the event id that the database keeps is not the one in the body, by which it is looked up",
                    expected: "\(envelope.id)",
                    found: "\(kept)"
                )
            )
        }
        if isDecoding, checker.isDecodable(as: envelope.type) == false { undecodable.append(index) }
        if uninterpreted[index] == UninterpretedCode.undecodable, checker.isDecodable(as: envelope.type) != false {
            findings.append(
                Finding(
                    .uninterpreted,
                    at: index,
                    "the database hides this entry from reports as unreadable, but it can be read, or is of a type that nobody reads"
                )
            )
        }
        if hasPayloads, checker.mayNamePayloads(envelope.type), let body = body(range),
            let facts = PayloadFacts(body, at: index)
        {
            payloadFacts.append(facts)
        }
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
