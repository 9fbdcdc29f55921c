internal import CLibPQ

/// Owns one `PGresult *`; `PQclear` runs exactly once, at the end of its scope.
@safe
struct ResultHandle: ~Copyable {
    private let pointer: OpaquePointer

    init(adopting pointer: OpaquePointer) {
        unsafe self.pointer = pointer
    }

    deinit {
        unsafe PQclear(pointer)
    }

    var status: ExecStatusType { unsafe PQresultStatus(pointer) }
    var columnCount: Int { Int(unsafe PQnfields(pointer)) }
    var tag: String { unsafe String(cString: PQcmdStatus(pointer)) }

    /// Whether the error ends the connection: severity FATAL or PANIC, or none, which means that libpq itself made the error.
    var isFatal: Bool {
        guard let severity = field("V") else { return true }
        return severity == "FATAL" || severity == "PANIC"
    }

    /// The error without its detail, context and values.
    ///
    /// - Parameter sql: The statement's text; what it contains may be quoted.
    /// - Returns: The error.
    func error(of sql: String) -> PostgresError {
        let state = field("C") ?? PostgresError.Code.lost.rawValue
        let identifiers = ["s", "t", "c", "d", "n"].compactMap { field($0) }
        let isHarmless = { (quoted: String) in identifiers.contains(quoted) || sql.contains(quoted) }
        let redact = { (text: String) in QuotedText.redact(text, sqlState: state, isHarmless: isHarmless) }
        let primary = field("M").map(redact) ?? "the server gave no reason"
        let hint = field("H").map { ". " + redact($0) } ?? ""
        return PostgresError(.init(rawValue: state), primary + hint, constraint: field("n"))
    }

    /// The rows, copied into memory of Swift's.
    var rows: QueryResult {
        let columns = unsafe PQnfields(pointer)
        let count = unsafe PQntuples(pointer)
        var bytes: [UInt8] = []
        var fields: [QueryResult.Field] = []
        fields.reserveCapacity(Int(count) * Int(columns))
        for row in 0..<max(count, 0) {
            for column in 0..<max(columns, 0) {
                guard unsafe PQgetisnull(pointer, row, column) == 0, let value = unsafe PQgetvalue(pointer, row, column)
                else {
                    fields.append(QueryResult.Field(offset: 0, length: -1))
                    continue
                }
                let length = unsafe PQgetlength(pointer, row, column)
                fields.append(QueryResult.Field(offset: bytes.count, length: length))
                unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(start: value, count: Int(length)))
            }
        }
        let types = (0..<max(columns, 0)).map { unsafe PQftype(pointer, $0) }
        return QueryResult(bytes: bytes, fields: fields, types: types, rowCount: Int(count), tag: tag)
    }

    private func field(_ code: Unicode.Scalar) -> String? {
        unsafe PQresultErrorField(pointer, Int32(code.value)).map { unsafe String(cString: $0) }
    }
}
