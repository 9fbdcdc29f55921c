import CairnCrypto
import CairnLog
public import CairnModel
public import CairnPostgres
public import CairnVerification

/// Brings back entries that were signed and that a database lacks, because an old backup was restored: byte for byte, from an export.
///
/// Bodies that the export doesn't have, because they were redacted or discarded, stay absent: their hashes come back.
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
    ///   - file: Where the submissions are written that are no part of the export's history, before they are taken out of the
    ///     database, as its owner; without one, nothing is done where there are any.
    ///   - progress: Called now and then with the entries that are there and those that will be.
    /// - Returns: The number of entries that were brought back.
    /// - Throws: ``CairnError`` with code `sealer.inconsistent` where the database's entries are not those of the export, of which the first is named; or `restore.not-stopped`; `Finding`, or the database's error.
    public func restore(
        from source: some LedgerSource,
        below checkpoint: VerifiedCheckpoint,
        settingAside file: ReceiptFile? = nil,
        progress: @Sendable (UInt64, UInt64) -> Void = { _, _ in }
    ) async throws -> UInt64 {
        let reader = try await LedgerReader(database: database, origin: origin)
        let connection = try await Connection.connect(database)
        defer {
            reader.close()
            connection.close()
        }
        var start = try await reader.size()
        let end = checkpoint.checkpoint.size
        if let other = try await firstOther(source, reader, below: min(start, end), of: end) {
            guard let file else {
                throw CairnError(
                    .inconsistent,
                    "entry \(other) of the database is not the export's, or is missing: nothing was brought back. Keep both, and "
                        + "find out which of them the ledger key has signed (cairn verify, and cairn verify EXPORT). Where the "
                        + "database's are not sealed, --set-aside FILE writes them down and takes them out"
                )
            }
            start = try await setAside(from: other, file, reader, connection)
        }
        guard start < end else { return 0 }
        var submission: (events: [RecordedEvent], note: [UInt8]) = ([], [])
        func store() async throws {
            guard let first = submission.events.first?.entry else { return }
            let parameters = LedgerRestoration.parameters(
                reader.ledgerNumber,
                first,
                submission.events,
                submission.note
            )
            let last: [UInt8]
            do { last = try await connection.query(SQL.restore, parameters).only().bytes(0) } catch {
                throw CairnError.told(error)
            }
            guard last == submission.events.last?.entry.leafHash.bytes else {
                throw CairnError(
                    .inconsistent,
                    "entry \(first.index) can't follow the database's entries: they are not those of the export"
                )
            }
            progress(first.index + UInt64(submission.events.count), end)
        }
        var place = start / 256 * 256
        while place < end {
            let chunk = try await source.chunk(from: place, below: min(place + 4_096, end))
            for unverified in chunk.entries {
                let entry = try Entry(parsing: unverified.bytes)
                let event = RecordedEvent(entry: entry, body: unverified.body)
                if entry.index < start {
                    continue
                } else if entry.position == 0 {
                    try await store()
                    submission = ([event], chunk.notes[entry.index] ?? [])
                } else if submission.events.isEmpty {
                    throw CairnError(
                        .inconsistent,
                        "the database ends within a submission, at entry \(start): this is no backup, and nothing was brought back"
                    )
                } else {
                    submission.events.append(event)
                }
            }
            place += UInt64(chunk.entries.count)
        }
        try await store()
        return end - start
    }

    /// Writes the database's submissions from an entry on into a file, takes them out, and returns where they began.
    private func setAside(
        from other: UInt64,
        _ file: ReceiptFile,
        _ reader: LedgerReader,
        _ connection: Connection
    ) async throws -> UInt64 {
        guard try await reader.standing().stopped != nil else {
            throw CairnError(
                .notStopped,
                "appends are not stopped, so nothing is set aside: cairn seal says whether the entries contradict what was signed"
            )
        }
        let size = try await reader.size()
        let notes = try await reader.notes(from: other, below: size)
        guard let start = notes.keys.filter({ $0 <= other }).max() else {
            throw CairnError(.inconsistent, "entry \(other) of the database is of no submission: nothing was set aside")
        }
        var bytes: [UInt8] = []
        var place = start
        var author = ""
        while place < size {
            let below = min(place + 4_096, size)
            for event in try await whatIsThere(from: place, below: below, reader) {
                if let note = notes[event.entry.index] {
                    // A note that doesn't parse has no author.
                    author = (try? Submission(parsing: note))?.statement.author.description ?? ""
                }
                bytes += LedgerRestoration.line(event, by: author)
            }
            place = below
        }
        try file.create(bytes)
        do { _ = try await connection.query(SQL.setAside, [.int32(reader.ledgerNumber), .int64(Int64(start))]) } catch {
            throw CairnError.told(error)
        }
        return start
    }

    /// One event that is set aside: its author, its index, and the event as it was appended.
    private static func line(_ event: RecordedEvent, by author: String) -> [UInt8] {
        var line = Array("{\"author\":\"\(author)\",\"index\":\(event.entry.index),".utf8)
        if let body = event.body, EventID(ofBody: body) != nil {
            line += Array("\"event\":".utf8) + body
        } else {
            line += Array("\"body\":\"\(Base64.encode(event.body ?? []))\"".utf8)
        }
        return line + Array("}\n".utf8)
    }

    /// The first of the database's entries below an index that is not the export's, or is none: each is read, since what
    /// stands in the middle can be changed without what stands at the end.
    private func firstOther(
        _ source: some LedgerSource,
        _ reader: LedgerReader,
        below size: UInt64,
        of end: UInt64
    ) async throws -> UInt64? {
        var place: UInt64 = 0
        while place < size {
            let below = min(place + 4_096, size)
            // An export is read by whole tiles, and to its end.
            let chunk = try await source.chunk(from: place, below: min(place + 4_096, end))
            let own: [RecordedEvent]
            do { own = try await reader.entries(from: place, below: below) } catch let finding as Finding {
                return finding.index ?? place
            }
            for (theirs, ours) in zip(chunk.entries, own) {
                if try Entry(parsing: theirs.bytes).leafHash != ours.entry.leafHash { return ours.entry.index }
            }
            place = below
        }
        return nil
    }

    /// What is there of the entries from an index on, at most 4,096 of them: where one is missing, or is none, the others.
    private func whatIsThere(
        from place: UInt64,
        below end: UInt64,
        _ reader: LedgerReader
    ) async throws -> [RecordedEvent] {
        do { return try await reader.entries(from: place, below: end) } catch is Finding {
            var events: [RecordedEvent] = []
            for index in place..<end {
                do { events += try await reader.entries(from: index, below: index + 1) } catch is Finding { continue }
            }
            return events
        }
    }

    private static func parameters(
        _ ledger: Int32,
        _ first: Entry,
        _ events: [RecordedEvent],
        _ note: [UInt8]
    ) -> [Parameter] {
        [
            .int32(ledger), .int64(Int64(first.index)), .int64(first.recordedAt.microseconds), .bytes(note),
            .uuidArray(events.flatMap(eventID)), .bytesArray(events.map { $0.body ?? [] }),
            .bytesArray(events.map { $0.body == nil ? $0.entry.bodyHash.bytes : [] }),
        ]
    }

    /// The id in the body; where the body is none, one that nobody can mean.
    private static func eventID(_ event: RecordedEvent) -> [UInt8] {
        let none = Array(event.entry.leafHash.bytes.prefix(16))
        guard let body = event.body else { return none }
        do { return try Body(checking: body).id.bytes } catch { return none }
    }
}
