public import CairnModel
public import CairnPostgres

/// Answers questions from the projections of one ledger.
public actor Auditor {
    /// The ledger.
    public nonisolated let origin: Origin
    private let connection: Connection
    let ledger: Int32

    /// Connects to a ledger as an auditor.
    ///
    /// - Throws: ``AuditError`` with code `projection.no-ledger`, `projection.not-bound` or `projection.missing`, or the database's error.
    public init(database: DatabaseAddress, origin: Origin) async throws {
        self.origin = origin
        connection = try await Connection.connect(database)
        do {
            ledger = try await ProjectionSchema.ledger(origin, connection)
            let schema = ProjectionSchema(ledger: ledger, suffix: "")
            guard try await schema.isCurrent(connection) else {
                throw AuditError(.missing, "the projections are missing or of another version: run cairn project")
            }
            try await connection.run("SET search_path = \(schema.name), pg_catalog, pg_temp")
            try await connection.run("SET TimeZone = 'UTC'")
        } catch {
            connection.close()
            guard (error as? PostgresError)?.code == .insufficientPrivilege else { throw error }
            throw AuditError(
                .notBound,
                "this login may not read the answers of \(origin): have it bound to the ledger as auditor (cairn.bind_login), then run cairn project"
            )
        }
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
            try await rows("SELECT idx FROM event WHERE idx >= $1 AND idx < $2", range).map { UInt64(try $0.int64(0)) }
        )
    }

    /// The rows of a statement over the projections.
    func rows(_ sql: String, _ parameters: [Parameter]) async throws -> [QueryResult.Row] {
        try await connection.query(Statement(name: "", sql: sql), parameters).rows
    }

    /// Ends the connection.
    public func close() { connection.close() }

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
        let sealed = "SELECT note FROM cairn.checkpoint WHERE ledger_id = $1 AND size >= $2 ORDER BY size LIMIT 1"
        let note = try await connection.query(Statement(name: "", sql: sealed), [.int32(ledger), .int64(Int64(known))])
        let at = validAt ?? now
        let bound: [Parameter] =
            (question.takesTimes ? [.int64(Int64(known)), .text("\(at)")] : [])
            + parameters.map { $0.map { .text($0) } ?? .null }
        var rows: [JSONValue] = []
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
        }
        let skipped = try await connection.query(Statement(name: "", sql: "SELECT count(*) FROM skipped")).only().int64(
            0
        )
        return Answer(
            question: question,
            parameters: zip(question.parameters, parameters).compactMap { parameter, value in
                value.map { Answer.Given(name: parameter.name, value: $0, meaning: parameter.meaning) }
            },
            origin: origin,
            validAt: at,
            knownAt: known,
            checkpoint: try note.rows.first?.bytes(0) ?? [],
            askedAt: now,
            asker: asker,
            showsPeople: showsPeople,
            summary: question.summary(tally),
            warnings: try await warnings(question, parameters, asked: knownAt, known: known)
                + calendarWarnings(question, known: known, at: at),
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
            try await connection.run("SET LOCAL work_mem = '64MB'")
            try await connection.run("SET LOCAL jit = off")
            // All rows are counted: the cursor isn't for the first of them.
            try await connection.run("SET LOCAL cursor_tuple_fraction = 1")
            let times = "SELECT set_config('cairn.known', $1, true), set_config('cairn.then', $2, true)"
            try await connection.query(Statement(name: "", sql: times), [.text("\(known)"), .text("\(at)")])
            return try await body(connection)
        }
    }

    /// What makes an answer truer than it is helpful: ids that the ledger doesn't know, terms that this version
    /// doesn't, a future that isn't there, events that were redacted.
    private func warnings(_ question: Question, _ values: [String?], asked: UInt64?, known: UInt64) async throws
        -> [String]
    {
        var warnings: [String] = []
        if let asked, asked > known {
            warnings.append(
                "Only \(known) of the \(asked) entries asked about are sealed and projected: the answer is based on these."
            )
        }
        for (parameter, value) in zip(question.parameters, values) {
            guard let value else { continue }
            switch parameter.kind {
            case .id(let named):
                let isThere = try await rows(named.exists, [.text(value), .int64(Int64(known))]).first?.bool(0)
                if isThere != true {
                    warnings.append(
                        "No \(named.word) \(value) is recorded among the entries that were known. Check the spelling."
                    )
                } else if named.isVersioned, !value.contains("@") {
                    warnings.append("\(value) is a dataset: a version of it is written \(value)@1.")
                }
            case .term:
                if !Term.isKnown(value) {
                    warnings.append(
                        "\(value) is no term of the vocabularies that this version knows. Check the spelling."
                    )
                }
            case .choice, .time, .count: break
            }
        }
        if let redacted = try await redactions(of: question.reads, known: known).sentence { warnings.append(redacted) }
        return warnings
    }

    /// Says how many entries came since, which nobody asked to leave out.
    private func newer(than known: UInt64) async throws -> [String] {
        let sql = "SELECT coalesce(max(idx) + 1, 0) FROM cairn.entry WHERE ledger_id = $1"
        let size = UInt64(try await connection.query(Statement(name: "", sql: sql), [.int32(ledger)]).only().int64(0))
        guard size > known else { return [] }
        let entries = size - known == 1 ? "1 newer entry" : "\(size - known) newer entries"
        return ["\(entries), not sealed or not projected yet (cairn seal, cairn project)."]
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
            exclusions.append("\(skipped) entries that the database could not read: cairn project names them.")
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

    /// The values in the order of the question, each checked.
    private static func parameters(_ question: Question, _ given: [String: String]) throws(AuditError) -> [String?] {
        for name in given.keys.sorted() where !question.parameters.contains(where: { $0.name == name }) {
            let names = question.parameters.map { "--\($0.name)" }.joined(separator: ", ")
            throw AuditError(
                .parameter,
                "\(question.code) has no parameter \(name); it takes \(names.isEmpty ? "none" : names)"
            )
        }
        var values: [String?] = []
        for parameter in question.parameters {
            guard let value = given[parameter.name] else {
                guard !parameter.isRequired else {
                    throw AuditError(.parameter, "\(question.code) needs --\(parameter.name): \(parameter.meaning)")
                }
                values.append(nil)
                continue
            }
            switch parameter.kind {
            case .choice(let words):
                guard words.contains(value) else {
                    throw AuditError(
                        .parameter,
                        "\(parameter.name) is one of \(words.joined(separator: ", ")), not \(value)"
                    )
                }
                values.append(value)
            case .id, .term:
                guard (1...255).contains(value.utf8.count), !value.utf8.contains(0) else {
                    throw AuditError(.parameter, "\(parameter.name) has 1 to 255 bytes: \(parameter.meaning)")
                }
                values.append(value)
            case .count:
                guard let number = Int64(value), (0...1_000_000_000).contains(number) else {
                    throw AuditError(
                        .parameter,
                        "\(parameter.name) is no number from 0 to 1,000,000,000: \(parameter.meaning)"
                    )
                }
                values.append("\(number)")
            case .time: values.append("\(try time(value, parameter.name))")
            }
        }
        let period = ["from", "to"].map { name in
            question.parameters.firstIndex { $0.name == name }.flatMap { values[$0] }
        }
        if let from = period[0], let to = period[1], from >= to {
            throw AuditError(.parameter, "the period ends before it begins: from \(from) to \(to)")
        }
        return values
    }

    /// A time, or a date as its beginning.
    ///
    /// - Throws: ``AuditError`` with code `question.parameter`.
    public static func time(_ text: String, _ name: String) throws(AuditError) -> Timestamp {
        do { return try Timestamp(parsing: (text.utf8.count == 10 ? text + "T00:00:00Z" : text).utf8) } catch {
            throw AuditError(.parameter, "\(name) is no time: write 2026-01-31 or 2026-01-31T23:59:59Z")
        }
    }
}
