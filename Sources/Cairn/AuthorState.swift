import CairnCrypto
import CairnLog
import CairnModel
import CairnPostgres

/// Where an author stands: what the next submission must follow.
///
/// That is what the author's key signed last, whatever else the database has in the author's name.
struct AuthorState: Sendable {
    let ledger: Int32
    private(set) var nextNumber: UInt64 = 0
    private(set) var previous = Hash.zero
    /// The head of the ledger that was seen last: what the next submission anchors to.
    private(set) var head: Anchor

    init(ledger: Int32, head: Anchor) {
        self.ledger = ledger
        self.head = head
    }

    /// Reads where an author stands, and the head of the ledger.
    ///
    /// - Throws: ``CairnError`` with code `origin.unknown`, or `ledger.forked` where the ledger has fewer entries than the
    ///   author's last submission says that it had; or the database's error.
    static func read(_ connection: Connection, _ origin: Origin, _ author: VerifierKey) async throws -> AuthorState {
        let parameters: [Parameter] = [.text("\(origin)"), .text("\(author)")]
        guard let row = try await connection.queryToTheEnd(SQL.authorState, parameters).rows.first else {
            throw CairnError(
                .noLedger,
                "\(origin) is not in this database, or this login may not append for \(author.name): run cairn key register"
            )
        }
        let head = Anchor(
            size: UInt64(bitPattern: try row.int64(4)),
            leafHash: try row.optionalBytes(5).flatMap { Hash($0) } ?? .zero
        )
        var state = AuthorState(ledger: Int32(try row.int64(0)), head: head)
        guard try row.optionalInt64(1) != nil else { return state }
        let (last, over) = try await lastSigned(connection, state.ledger, author)
        if let statement = last {
            state.advance(statement)
            guard head.size > statement.anchor.size || statement.anchor.size == 0 else {
                throw CairnError.forked(
                    "it has \(head.size) entries, and \(author.name) had seen \(statement.anchor.size) before"
                )
            }
        }
        if let over { _ = try await connection.queryToTheEnd(SQL.lookPast, [.text("\(over)")]) }
        return state
    }

    /// The last statement that the author's key has signed, and the highest index at which something stands after it that
    /// it has not signed.
    private static func lastSigned(
        _ connection: Connection,
        _ ledger: Int32,
        _ author: VerifierKey
    ) async throws -> (last: SubmissionStatement?, over: Int64?) {
        var over: Int64?
        var skipped: Int32 = 0
        while true {
            let parameters: [Parameter] = [.int32(ledger), .text("\(author)"), .int32(skipped)]
            let rows = try await connection.queryToTheEnd(SQL.authorNotes, parameters).rows
            for row in rows {
                if let statement = SubmissionStatement(note: try row.bytes(1), signedBy: author) {
                    return (statement, over)
                }
                over = max(over ?? 0, try row.int64(0))
            }
            guard !rows.isEmpty else { return (nil, over) }
            skipped += Int32(rows.count)
        }
    }

    /// Of some promises those whose last entry is not there, or is another one.
    func missing(of promises: [Promise], _ connection: Connection) async throws -> [Promise] {
        var found: [UInt64: Hash] = [:]
        for start in stride(from: 0, to: promises.count, by: 4_096) {
            let indexes = promises[start..<min(start + 4_096, promises.count)].map { Int64($0.lastIndex) }
            let parameters: [Parameter] = [.int32(ledger), .int64Array(indexes)]
            for row in try await connection.queryToTheEnd(SQL.ownLeafHashes, parameters).rows {
                found[UInt64(bitPattern: try row.int64(0))] = Hash(try row.bytes(1))
            }
        }
        return promises.filter { found[$0.lastIndex] != $0.leafHash }
    }

    /// A submission was sent: the next one follows it.
    mutating func advance(_ statement: SubmissionStatement) {
        nextNumber = statement.number + 1
        previous = statement.hash
    }

    /// A head was seen; anchors never go back.
    mutating func see(_ seen: Anchor) {
        if seen.size > head.size { head = seen }
    }
}

extension SubmissionStatement {
    /// The statement of a note, or `nil` unless the author's key has signed it.
    init?(note: [UInt8], signedBy author: VerifierKey) {
        // Why it is none makes no difference: the author has not made it.
        guard let submission = try? Submission(parsing: note), submission.statement.author == author,
            submission.isSigned
        else { return nil }
        self = submission.statement
    }
}
