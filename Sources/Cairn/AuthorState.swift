import CairnCrypto
import CairnLog
import CairnModel
import CairnPostgres

/// Where an author stands, as far as the database says: what the next submission must follow.
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
        if let number = try row.optionalInt64(1) {
            state.nextNumber = UInt64(bitPattern: number) &+ 1
            state.previous = Hash(try row.bytes(2)) ?? .zero
            let anchored = UInt64(bitPattern: try row.int64(3))
            guard head.size > anchored || anchored == 0 else {
                throw CairnError.forked("it has \(head.size) entries, and \(author.name) had seen \(anchored) before")
            }
        }
        return state
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
