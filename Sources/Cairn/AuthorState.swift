import CairnCrypto
import CairnLog
import CairnModel
import CairnPostgres

/// Where an author stands, as far as the database says: what the next submission must follow.
struct AuthorState: Sendable {
    let ledger: Int32
    private let registration: Hash
    private(set) var nextNumber: UInt64
    private(set) var previous: Hash
    private var anchors: [Hash]

    /// What the next submission anchors to.
    var anchor: Hash { anchors.last ?? registration }

    /// Reads where an author stands.
    static func read(_ connection: Connection, _ origin: Origin, _ author: VerifierKey) async throws -> AuthorState {
        guard
            let row = try await connection.queryToTheEnd(SQL.author, [.text("\(origin)"), .text("\(author)")]).rows
                .first
        else {
            throw CairnError(
                .noLedger,
                "\(origin) is not in this database, or this login may not append for \(author.name): run cairn key register"
            )
        }
        let ledger = Int32(try row.int64(0))
        let rows = try await connection.queryToTheEnd(SQL.authorSubmissions, [.int32(ledger), .text("\(author)")]).rows
        var state = AuthorState(
            ledger: ledger,
            registration: Hash(try row.bytes(1)) ?? .zero,
            nextNumber: 0,
            previous: .zero,
            anchors: []
        )
        for row in rows.reversed() {
            state.nextNumber = UInt64(bitPattern: try row.int64(0)) + 1
            state.previous = Hash(try row.bytes(1)) ?? .zero
            state.acknowledge(lastLeafHash: Hash(try row.bytes(2)) ?? .zero)
        }
        return state
    }

    /// A submission was sent: the next one follows it.
    mutating func advance(_ statement: SubmissionStatement) {
        nextNumber = statement.number + 1
        previous = statement.hash
    }

    /// A submission is durable: its last entry may serve as an anchor.
    mutating func acknowledge(lastLeafHash: Hash) {
        anchors.append(lastLeafHash)
        if anchors.count > Limits.anchors { anchors.removeFirst() }
    }
}
