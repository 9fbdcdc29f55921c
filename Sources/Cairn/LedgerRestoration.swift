import CairnCrypto
import CairnLog
public import CairnModel
public import CairnPostgres
public import CairnVerification

/// Brings back entries that were signed and that a database lacks, because an old backup was restored: byte for byte, from an export.
///
/// Nothing is written unless the sealer has stopped appends, and nothing but the entries that follow those that are there.
public struct LedgerRestoration: Sendable {
    private let database: DatabaseAddress
    private let origin: Origin

    /// Prepares a restoration into a database, as its administrator.
    public init(database: DatabaseAddress, origin: Origin) {
        self.database = database
        self.origin = origin
    }

    /// Brings back what is missing.
    ///
    /// An interruption leaves whole submissions; the next run goes on.
    ///
    /// - Parameters:
    ///   - source: The export. Verify it before.
    ///   - checkpoint: The export's checkpoint, verified.
    ///   - progress: Called now and then with the entries that are there and those that will be.
    /// - Returns: The number of entries that were brought back.
    /// - Throws: ``CairnError`` with code `sealer.inconsistent` where the database's entries are not those of the export; or `restore.not-stopped`; `Finding`, or the database's error.
    public func restore(
        from source: some LedgerSource,
        below checkpoint: VerifiedCheckpoint,
        progress: @Sendable (UInt64, UInt64) -> Void = { _, _ in }
    ) async throws -> UInt64 {
        let reader = try await LedgerReader(database: database, origin: origin)
        let connection = try await Connection.connect(database)
        defer {
            reader.close()
            connection.close()
        }
        let start = try await reader.size()
        let end = checkpoint.checkpoint.size
        guard start < end else { return 0 }
        var submission: (entries: [Entry], note: [UInt8]) = ([], [])
        func store() async throws {
            guard let first = submission.entries.first else { return }
            let parameters: [Parameter] = [
                .int32(reader.ledgerNumber), .int64(Int64(first.index)), .int64(first.recordedAt.microseconds),
                .bytes(submission.note), .uuidArray(submission.entries.flatMap(LedgerRestoration.eventID)),
                .bytesArray(submission.entries.map(\.body)),
            ]
            let last: [UInt8]
            do { last = try await connection.query(SQL.restore, parameters).only().bytes(0) } catch {
                throw CairnError.told(error)
            }
            guard last == submission.entries.last?.leafHash.bytes else {
                throw CairnError(
                    .inconsistent,
                    "entry \(first.index) can't follow the database's entries: they are not those of the export"
                )
            }
            progress(first.index + UInt64(submission.entries.count), end)
        }
        var place = start / 256 * 256
        while place < end {
            let chunk = try await source.chunk(from: place, below: min(place + 4_096, end))
            for unverified in chunk.entries {
                let entry = try Entry(parsing: unverified.bytes)
                if entry.index < start {
                    try await compare(entry, with: reader, isLast: entry.index == start - 1)
                } else if entry.position == 0 {
                    try await store()
                    submission = ([entry], chunk.notes[entry.index] ?? [])
                } else if submission.entries.isEmpty {
                    throw CairnError(
                        .inconsistent,
                        "the database ends within a submission, at entry \(start): this is no backup, and nothing was brought back"
                    )
                } else {
                    submission.entries.append(entry)
                }
            }
            place += UInt64(chunk.entries.count)
        }
        try await store()
        return end - start
    }

    /// Fails where the last entry that is there is not the export's: nothing is written on top of another history.
    private func compare(_ entry: Entry, with reader: LedgerReader, isLast: Bool) async throws {
        guard isLast else { return }
        let kept = try await reader.entries(from: entry.index, below: entry.index + 1).first
        guard kept?.leafHash == entry.leafHash else {
            throw CairnError(
                .inconsistent,
                "entry \(entry.index) of the database is not the export's: nothing was brought back"
            )
        }
    }

    /// The id in the body; where the body is none, one that nobody can mean.
    private static func eventID(_ entry: Entry) -> [UInt8] {
        do { return try Body(checking: entry.body).id.bytes } catch { return Array(entry.leafHash.bytes.prefix(16)) }
    }
}
