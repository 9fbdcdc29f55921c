internal import CLibPQ
internal import Logging

/// Owns one `PGconn *`; `PQfinish` runs exactly once.
@safe
struct ConnectionHandle: ~Copyable {
    private let pointer: OpaquePointer
    private let notices: NoticeLog

    /// Connects; blocks the calling thread for at most the connection string's `connect_timeout`, or ten seconds a host.
    ///
    /// A peer that vanishes is noticed after a minute, unless the connection string says otherwise.
    init(connectingTo address: DatabaseAddress, applicationName: String = "cairn", logger: Logger? = nil)
        throws(PostgresError)
    {
        let settings = [
            ("connect_timeout", "10"), ("keepalives_idle", "30"), ("keepalives_interval", "10"),
            ("keepalives_count", "3"),
            ("tcp_user_timeout", "60000"), ("dbname", address.conninfo), ("client_encoding", "UTF8"),
            ("fallback_application_name", applicationName),
        ]
        let opened: OpaquePointer? = unsafe CStrings.withPointers(settings.map(\.0)) { keywords in
            unsafe CStrings.withPointers(settings.map(\.1)) { values in unsafe PQconnectdbParams(keywords, values, 1) }
        }
        guard let opened = unsafe opened else { throw PostgresError(.connect, "out of memory") }
        guard unsafe PQstatus(opened) == CONNECTION_OK else {
            let reason = unsafe address.reason(
                String(cString: PQerrorMessage(opened)),
                wasUnderstood: PQhost(opened) != nil
            )
            unsafe PQfinish(opened)
            throw PostgresError(.connect, "the database can't be reached: \(reason)")
        }
        notices = NoticeLog(logger)
        unsafe notices.receive(from: opened)
        unsafe pointer = opened
    }

    deinit {
        unsafe PQfinish(pointer)
    }

    var socket: Int32 { unsafe PQsocket(pointer) }
    var isOpen: Bool { unsafe PQstatus(pointer) == CONNECTION_OK }
    var isBusy: Bool { unsafe PQisBusy(pointer) == 1 }
    var isInTransaction: Bool { unsafe PQtransactionStatus(pointer) != PQTRANS_IDLE }

    /// Why the connection broke, in libpq's words.
    var failure: PostgresError {
        let reason =
            unsafe String(cString: PQerrorMessage(pointer)).split(whereSeparator: \.isNewline).first.map { ": " + $0 }
            ?? ""
        return PostgresError(.lost, "the connection broke" + QuotedText.redact(reason, sqlState: "") { _ in false })
    }

    /// Runs a script of several statements and waits for it.
    func run(_ script: String) throws(PostgresError) {
        guard let result = unsafe PQexec(pointer, script) else { throw failure }
        let handle = unsafe ResultHandle(adopting: result)
        guard
            handle.status == PGRES_COMMAND_OK || handle.status == PGRES_TUPLES_OK || handle.status == PGRES_EMPTY_QUERY
        else {
            throw isOpen ? handle.error(of: script) : failure
        }
    }

    /// Runs one statement and waits for its rows, in binary.
    func query(_ sql: String, _ parameters: [Parameter]) throws(PostgresError) -> QueryResult {
        let pointer = unsafe pointer
        let bound = try BoundParameters(parameters)
        let result = unsafe bound.withPointers { types, values, lengths, formats in
            unsafe PQexecParams(pointer, sql, Int32(bound.count), types, values, lengths, formats, 1)
        }
        guard let result = unsafe result else { throw failure }
        let handle = unsafe ResultHandle(adopting: result)
        guard handle.status == PGRES_COMMAND_OK || handle.status == PGRES_TUPLES_OK else {
            throw isOpen ? handle.error(of: sql) : failure
        }
        return handle.rows
    }

    /// The names and payloads of notifications that have arrived.
    func takeNotifications() -> [Notification] {
        var notifications: [Notification] = []
        while let arrived = unsafe PQnotifies(pointer) {
            unsafe notifications.append(
                Notification(
                    channel: String(cString: arrived.pointee.relname),
                    payload: String(cString: arrived.pointee.extra)
                )
            )
            unsafe PQfreemem(arrived)
        }
        return notifications
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

    /// The next result, or `nil` where libpq has none before the next call.
    ///
    /// Blocks unless ``isBusy`` is false.
    func nextResult() -> ResultHandle? {
        guard let result = unsafe PQgetResult(pointer) else { return nil }
        return unsafe ResultHandle(adopting: result)
    }

    /// Calls a function with the connection, which must not outlive the call.
    @unsafe
    func withPointer<R>(_ body: (OpaquePointer) -> R) -> R {
        unsafe body(pointer)
    }
}
