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

    /// The error without its detail, which may show values.
    var error: PostgresError {
        func field(_ code: Int32) -> String? {
            unsafe PQresultErrorField(pointer, code).map { unsafe String(cString: $0) }
        }
        let state = field(Int32(UInt8(ascii: "C"))) ?? PostgresError.Code.lost.rawValue
        let primary = field(Int32(UInt8(ascii: "M"))) ?? "the server gave no reason"
        let hint = field(Int32(UInt8(ascii: "H"))).map { ". " + $0 } ?? ""
        // In class 22 (data exceptions) the primary message quotes the value that was refused.
        let message = state.hasPrefix("22") ? "a value was refused" : primary + hint
        return PostgresError(.init(rawValue: state), message)
    }

    var rows: [QueryResult.Row] {
        let columns = unsafe PQnfields(pointer)
        return (0..<(unsafe PQntuples(pointer))).map { row in
            QueryResult.Row(
                fields: (0..<columns).map { column in
                    guard unsafe PQgetisnull(pointer, row, column) == 0,
                        let value = unsafe PQgetvalue(pointer, row, column)
                    else {
                        return nil
                    }
                    let count = Int(unsafe PQgetlength(pointer, row, column))
                    return unsafe [UInt8](UnsafeRawBufferPointer(start: value, count: count))
                }
            )
        }
    }
}

/// Owns one `PGconn *`; `PQfinish` runs exactly once.
@safe
struct ConnectionHandle: ~Copyable {
    private let pointer: OpaquePointer

    /// Connects; blocks the calling thread for at most the connection string's `connect_timeout`, or ten seconds.
    init(connectingTo address: DatabaseAddress) throws(PostgresError) {
        let parameters = ["dbname", "connect_timeout", "client_encoding", "fallback_application_name"]
        let values = [address.conninfo, "10", "UTF8", "cairn"]
        let opened: OpaquePointer? = unsafe ConnectionHandle.withCStrings(parameters) { keywords in
            unsafe ConnectionHandle.withCStrings(values) { values in unsafe PQconnectdbParams(keywords, values, 1) }
        }
        guard let opened = unsafe opened else { throw PostgresError(.connect, "out of memory") }
        guard unsafe PQstatus(opened) == CONNECTION_OK else {
            let reason = unsafe String(cString: PQerrorMessage(opened))
            unsafe PQfinish(opened)
            throw PostgresError(.connect, "the database can't be reached: \(ConnectionHandle.singleLine(reason))")
        }
        unsafe PQsetNoticeProcessor(opened, { _, _ in }, nil)
        unsafe pointer = opened
    }

    deinit {
        unsafe PQfinish(pointer)
    }

    var socket: Int32 { unsafe PQsocket(pointer) }
    var isOpen: Bool { unsafe PQstatus(pointer) == CONNECTION_OK }
    var failure: PostgresError {
        PostgresError(
            .lost,
            "the connection broke: \(unsafe ConnectionHandle.singleLine(String(cString: PQerrorMessage(pointer))))"
        )
    }

    /// Runs a script of several statements and waits for it.
    func run(_ script: String) throws(PostgresError) {
        guard let result = unsafe PQexec(pointer, script) else { throw failure }
        let handle = unsafe ResultHandle(adopting: result)
        guard
            handle.status == PGRES_COMMAND_OK || handle.status == PGRES_TUPLES_OK || handle.status == PGRES_EMPTY_QUERY
        else {
            throw isOpen ? handle.error : failure
        }
    }

    /// Runs one statement and waits for its rows, in binary.
    func query(_ sql: String, _ parameters: [Parameter]) throws(PostgresError) -> QueryResult {
        let pointer = unsafe pointer
        let result = unsafe ConnectionHandle.withBound(parameters) { types, values, lengths, formats in
            unsafe PQexecParams(pointer, sql, Int32(parameters.count), types, values, lengths, formats, 1)
        }
        guard let result = unsafe result else { throw failure }
        let handle = unsafe ResultHandle(adopting: result)
        guard handle.status == PGRES_COMMAND_OK || handle.status == PGRES_TUPLES_OK else {
            throw isOpen ? handle.error : failure
        }
        return QueryResult(rows: handle.rows)
    }

    func enterPipelineMode() -> Bool {
        guard unsafe PQsetnonblocking(pointer, 1) == 0 else { return false }
        return unsafe PQenterPipelineMode(pointer) == 1
    }

    func sendPrepare(_ statement: Statement, _ parameters: [Parameter]) -> Bool {
        let pointer = unsafe pointer
        let types = parameters.map(\.type)
        return unsafe types.withUnsafeBufferPointer { types in
            unsafe PQsendPrepare(pointer, statement.name, statement.sql, Int32(types.count), types.baseAddress) == 1
        }
    }

    func sendQuery(_ statement: Statement, _ parameters: [Parameter]) -> Bool {
        let pointer = unsafe pointer
        return unsafe ConnectionHandle.withBound(parameters) { _, values, lengths, formats in
            unsafe PQsendQueryPrepared(pointer, statement.name, Int32(parameters.count), values, lengths, formats, 1)
                == 1
                && PQpipelineSync(pointer) == 1
        }
    }

    /// Sends what is buffered; `true` where some is left until the socket takes more.
    func flush() throws(PostgresError) -> Bool {
        switch unsafe PQflush(pointer) {
        case 0: return false
        case 1: return true
        default: throw failure
        }
    }

    func consumeInput() throws(PostgresError) {
        guard unsafe PQconsumeInput(pointer) == 1 else { throw failure }
    }

    var isBusy: Bool { unsafe PQisBusy(pointer) == 1 }

    /// The next result, or `nil` where libpq has none before the next call.
    func nextResult() -> ResultHandle? {
        guard let result = unsafe PQgetResult(pointer) else { return nil }
        return unsafe ResultHandle(adopting: result)
    }

    /// The names of channels on which a notification arrived.
    func takeNotifications() -> [String] {
        var channels: [String] = []
        while let notification = unsafe PQnotifies(pointer) {
            unsafe channels.append(String(cString: notification.pointee.relname))
            unsafe PQfreemem(notification)
        }
        return channels
    }

    private static func singleLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    @unsafe
    private static func withCStrings<R>(
        _ strings: [String],
        _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> R
    ) -> R {
        var bytes: [CChar] = []
        var offsets: [Int] = []
        for string in strings {
            offsets.append(bytes.count)
            bytes += string.utf8CString
        }
        return unsafe bytes.withUnsafeBufferPointer { bytes in
            var pointers: [UnsafePointer<CChar>?] = unsafe []
            for offset in offsets {
                let start = unsafe bytes.baseAddress?.advanced(by: offset)
                unsafe pointers.append(start)
            }
            unsafe pointers.append(nil)
            return unsafe pointers.withUnsafeBufferPointer { buffer in
                unsafe body(buffer.baseAddress.unsafelyUnwrapped)
            }
        }
    }

    @unsafe
    private static func withBound<R>(
        _ parameters: [Parameter],
        _ body: (
            UnsafePointer<Oid>?, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
        ) -> R
    ) -> R {
        let encoded = parameters.map(\.encoded)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(encoded.reduce(1) { $0 + ($1?.count ?? 0) })
        var offsets: [Int?] = []
        for value in encoded {
            offsets.append(value.map { _ in bytes.count })
            bytes += value ?? []
        }
        bytes.append(0)
        let types = parameters.map(\.type)
        let lengths = encoded.map { Int32($0?.count ?? 0) }
        let formats = parameters.map { _ in Int32(1) }
        return unsafe bytes.withUnsafeBytes { bytes in
            let base = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            let pointers: [UnsafePointer<CChar>?] = unsafe offsets.map { offset in
                guard let offset, let base = unsafe base else { return nil }
                return unsafe base + offset
            }
            return unsafe types.withUnsafeBufferPointer { types in
                unsafe pointers.withUnsafeBufferPointer { pointers in
                    unsafe lengths.withUnsafeBufferPointer { lengths in
                        unsafe formats.withUnsafeBufferPointer { formats in
                            unsafe body(
                                types.baseAddress,
                                pointers.baseAddress,
                                lengths.baseAddress,
                                formats.baseAddress
                            )
                        }
                    }
                }
            }
        }
    }
}
