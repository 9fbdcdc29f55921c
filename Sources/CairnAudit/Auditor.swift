public import CairnModel
public import CairnPostgres

/// Answers questions from the projections of one ledger, on one connection.
public struct Auditor: Sendable {
    /// The ledger.
    public let origin: Origin
    let connection: Connection
    let ledger: Int32

    /// Connects to a ledger as an auditor, for as long as the work takes.
    ///
    /// A superuser doesn't ask: the connection becomes the role `cairn_asking`, which may only read.
    ///
    /// - Parameters:
    ///   - database: Where the ledger is.
    ///   - origin: The ledger.
    ///   - body: The work; the auditor must not be used after it.
    /// - Returns: What the work returns.
    /// - Throws: ``AuditError`` with code `projection.no-ledger`, `projection.not-bound` or `projection.missing`; the
    ///   database's error; what the work throws.
    public static func with<Value: Sendable>(
        _ database: DatabaseAddress,
        _ origin: Origin,
        _ body: (Auditor) async throws -> Value
    ) async throws -> Value {
        let connection = try await Connection.connect(database)
        defer { connection.close() }
        let ledger: Int32
        do {
            try await connection.rows(PackageResources.become_asking_sql)
            ledger = try await ProjectionSchema.ledger(origin, connection)
            let schema = ProjectionSchema(ledger: ledger, suffix: "")
            guard try await schema.isCurrent(connection) else {
                throw AuditError(.missing, "the projections are missing or of another version: run cairn project")
            }
            try await schema.look(connection)
        } catch let error as PostgresError where error.code == .insufficientPrivilege {
            throw AuditError(
                .notBound,
                "this login may not read the answers of \(origin): have it bound to the ledger as auditor (cairn.bind_login), then run cairn project"
            )
        }
        return try await body(Auditor(origin: origin, connection: connection, ledger: ledger))
    }

    /// The ledger's size that the projections show.
    func projected() async throws -> UInt64 {
        try await ProjectionSchema(ledger: ledger, suffix: "").position(connection)
    }

    /// The indexes of the projected entries in a range: sealed, counting, readable.
    ///
    /// - Throws: The database's error.
    public func countedEntries(from first: UInt64, below end: UInt64) async throws -> Set<UInt64> {
        let range: [Parameter] = [.int64(Int64(first)), .int64(Int64(end))]
        return Set(
            try await connection.rows(PackageResources.counted_entries_sql, range).map { UInt64(try $0.int64(0)) }
        )
    }

    /// Answers a question.
    ///
    /// All rows are counted, by the database; at most `limit` are read, 1,000 at a time.
    ///
    /// - Parameters:
    ///   - question: The question.
    ///   - given: The parameters, by name.
    ///   - validAt: The time in the world that is asked about; now, if it isn't given.
    ///   - knownAt: The ledger's size that may be known; what is projected, if it isn't given.
    ///   - asker: Who asks, as the answer will say.
    ///   - now: The time.
    ///   - showsPeople: Whether columns that name acting people are shown.
    ///   - limit: The most rows to keep.
    /// - Returns: The answer.
    /// - Throws: ``AuditError`` with code `question.parameter`, or the database's error.
    public func answer(
        _ question: Question,
        _ given: [String: String],
        validAt: Timestamp? = nil,
        knownAt: UInt64? = nil,
        asker: String,
        now: Timestamp,
        showsPeople: Bool = false,
        limit: Int = 10_000
    ) async throws -> Answer {
        let parameters = try Auditor.parameters(question, given)
        let projected = try await projected()
        let known = min(knownAt ?? projected, projected)
        let at = validAt ?? now
        let bound: [Parameter] = parameters.map { $0.map { .text($0) } ?? .null }
        var rows: [JSONValue] = []
        var warnings: [String] = []
        var tally = Tally(counting: question.counting)
        let hidden = showsPeople ? [] : question.columns.filter { $0.audience == .officers }.map(\.name)
        try await asking(known, at) { connection in
            let sql = "DECLARE answer NO SCROLL CURSOR FOR \(question.summed(limit: limit))"
            try await connection.query(Statement(name: "", sql: sql), bound)
            while true {
                let page = try await connection.query(Statement(name: "", sql: "FETCH 1000 FROM answer")).rows
                for row in page {
                    let part = try row.text(0)
                    let line = try JSONValue(parsing: Array(try row.text(1).utf8))
                    if part == "row" { rows.append(Auditor.row(line, hiding: hidden)) } else { tally.add(part, line) }
                }
                if page.count < 1_000 { break }
                try Task.checkCancellation()
            }
            warnings = try await self.warnings(question, parameters, at: at, now: now, asked: knownAt, known: known)
        }
        let note = try await connection.rows(
            PackageResources.covering_checkpoint_sql,
            [.int32(ledger), .int64(Int64(known))]
        )
        let skipped = try await connection.only(PackageResources.skipped_count_sql).int64(0)
        return Answer(
            question: question,
            parameters: zip(question.parameters, parameters).compactMap { parameter, value in
                value.map { Answer.Given(name: parameter.name, value: $0, meaning: parameter.meaning) }
            },
            origin: origin,
            validAt: at,
            knownAt: known,
            checkpoint: try note.first?.bytes(0) ?? [],
            askedAt: now,
            asker: asker,
            showsPeople: showsPeople,
            summary: question.summary(tally),
            warnings: warnings + Auditor.doubts(tally),
            tally: tally,
            rows: rows,
            excluded: Auditor.exclusions(tally.rows - rows.count, hidden, skipped)
                + (knownAt == nil ? try await newer(than: known) : [])
        )
    }

    /// Runs what is asked about one moment: in one transaction, in which functions and views see what was known and had
    /// happened by then.
    func asking<Value: Sendable>(
        _ known: UInt64,
        _ at: Timestamp,
        _ body: (Connection) async throws -> Value
    ) async throws -> Value {
        try await connection.withTransaction(.repeatableRead, isReadOnly: true) { connection in
            try await connection.rows(PackageResources.ask_about_sql, [.text("\(known)"), .text("\(at)")])
            try await connection.rows(PackageResources.leave_out_corrected_sql)
            return try await body(connection)
        }
    }

    /// Says how many entries came since, which nobody asked to leave out.
    private func newer(than known: UInt64) async throws -> [String] {
        let size = UInt64(try await connection.only(PackageResources.ledger_size_sql, [.int32(ledger)]).int64(0))
        guard size > known else { return [] }
        let entries = size - known == 1 ? "1 newer entry is" : "\(size - known) newer entries are"
        return ["\(entries) not in it: not sealed, or not projected yet (cairn seal, cairn project)."]
    }

    private static func exclusions(_ more: Int, _ hidden: [String], _ skipped: Int64) -> [String] {
        var exclusions = ["Events whose submission broke a rule of the ledger don't count and are not in it."]
        if more > 0 { exclusions.append("\(more) more rows are counted but not listed: ask with a higher --limit.") }
        if !hidden.isEmpty {
            exclusions.append(
                "Who acted is named by organisation. Withheld: \(hidden.joined(separator: ", ")) (--people shows them)."
            )
        }
        if skipped > 0 {
            exclusions.append("\(skipped) entries could not be read by the database: cairn project names them.")
        }
        return exclusions
    }

    private static func row(_ row: JSONValue, hiding hidden: [String]) -> JSONValue {
        guard case .object(let members) = row else { return row }
        return .object(
            members.map { member in
                if hidden.contains(member.name), member.value != .null {
                    return .init(member.name, .string("withheld"))
                }
                return member
            }
        )
    }
}
