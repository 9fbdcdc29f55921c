import CairnLog
import CairnModel
import CairnVerification

/// A database as the verifier sees one: entries with what is kept beside them, and lists.
struct MemorySource: LedgerSource {
    var note: [UInt8]
    var entries: [UnverifiedChunk.UnverifiedEntry]
    var notes: [UInt64: [UInt8]]
    var discounted: [UInt64: String]? = [:]
    var uninterpreted: [UInt64: String]? = [:]

    init(_ sample: SampleLedger) throws {
        note = try sample.signedCheckpoint().bytes
        notes = sample.notes
        entries = zip(sample.entries, sample.bodies).map { entry, body in
            var id: EventID?
            do { id = try body.map { try Body(checking: $0).id } } catch { id = nil }
            return .init(bytes: entry.bytes, body: body, leafHash: entry.leafHash, eventID: id)
        }
    }

    func checkpoint() async throws -> [UInt8] { note }

    func chunk(from first: UInt64, below end: UInt64) async throws -> UnverifiedChunk {
        let range = Int(min(first, UInt64(entries.count)))..<Int(min(end, UInt64(entries.count)))
        return UnverifiedChunk(
            firstIndex: first,
            entries: Array(entries[range]),
            notes: notes.filter { (first..<end).contains($0.key) }
        )
    }

    func tile(_ coordinate: TileCoordinate) async throws -> [UInt8]? { nil }

    func caches(from first: UInt64, below end: UInt64) async throws -> LedgerCaches {
        LedgerCaches(
            discounted: discounted?.filter { (first..<end).contains($0.key) },
            uninterpreted: uninterpreted?.filter { (first..<end).contains($0.key) }
        )
    }

    func verdict(by key: VerifierKey) async throws -> Verdict {
        try await LedgerVerifier(ledgerKey: key).verify(self)
    }
}
