internal import CLibPQ
internal import Glibc
internal import Logging

/// A connection that copies: blocks its thread, but ends as soon as an eventfd is raised.
struct CopySession: ~Copyable {
    private let handle: ConnectionHandle
    private let interrupt: Int32
    private var parser: CopyParser?
    private var rowsRead = 0

    init(_ opening: CopyConnection.Opening, interrupt: Int32) throws(PostgresError) {
        let handle = try ConnectionHandle(
            connectingTo: opening.address,
            applicationName: opening.applicationName,
            logger: opening.logger
        )
        for (name, value) in opening.settings {
            _ = try handle.query("SELECT set_config($1, $2, false)", [.text(name), .text(value)])
        }
        _ = unsafe handle.withPointer { unsafe PQsetnonblocking($0, 1) }
        self.handle = handle
        self.interrupt = interrupt
    }

    // MARK: Out

    mutating func beginOut(_ select: String, columnCount: Int, chunkBytes: Int) throws(PostgresError) {
        parser = try CopyParser(columnCount: columnCount, chunkBytes: chunkBytes)
        rowsRead = 0
        let sql = "COPY (\(select)) TO STDOUT (FORMAT binary)"
        guard unsafe handle.withPointer({ unsafe PQsendQuery($0, sql) == 1 }) else { throw handle.failure }
        let begun = try result()
        guard begun.status == PGRES_COPY_OUT else { throw refusal(begun, of: sql) }
        guard begun.columnCount == columnCount else {
            throw PostgresError(.copy, "the statement has \(begun.columnCount) columns instead of \(columnCount)")
        }
    }

    /// The next rows, or `nil` at the end, after which the session can be used again.
    mutating func readChunk() throws(PostgresError) -> CopyChunk? {
        guard parser != nil else { return nil }
        while parser?.isFull == false {
            guard try readMessage() else {
                let last = parser?.takeChunk()
                try endOut(lastRows: last?.rowCount ?? 0)
                return last
            }
        }
        let chunk = parser?.takeChunk()
        rowsRead += chunk?.rowCount ?? 0
        return chunk
    }

    private mutating func readMessage() throws(PostgresError) -> Bool {
        while true {
            var message: UnsafeMutablePointer<CChar>?
            let length = unsafe handle.withPointer { unsafe PQgetCopyData($0, &message, 1) }
            switch length {
            case 1...:
                guard let message = unsafe message else { throw handle.failure }
                defer { unsafe PQfreemem(message) }
                let bytes = unsafe UnsafeRawBufferPointer(start: message, count: Int(length))
                try unsafe parser?.read(RawSpan(_unsafeBytes: bytes))
                return true
            case 0: try waitForInput()
            case -1: return false
            default: throw handle.failure
            }
        }
    }

    private mutating func endOut(lastRows: Int) throws(PostgresError) {
        let rows = rowsRead + lastRows
        let hasTrailer = parser?.hasTrailer == true
        parser = nil
        let tag = try endOfCopy("COPY TO STDOUT")
        guard hasTrailer else { throw CopyParser.malformed("the trailer is missing") }
        guard tag == "COPY \(rows)" else {
            throw CopyParser.malformed("\(rows) rows arrived, and the server says \(tag)")
        }
    }

    // MARK: In

    mutating func beginIn(_ target: String, columnCount: Int) throws(PostgresError) {
        let sql = "COPY \(target) FROM STDIN (FORMAT binary)"
        guard unsafe handle.withPointer({ unsafe PQsendQuery($0, sql) == 1 }) else { throw handle.failure }
        let begun = try result()
        guard begun.status == PGRES_COPY_IN else { throw refusal(begun, of: sql) }
        guard begun.columnCount == columnCount else {
            throw PostgresError(.copy, "the table has \(begun.columnCount) columns instead of \(columnCount)")
        }
        try write(CopyParser.signature + [UInt8](repeating: 0, count: 8))
    }

    mutating func write(_ bytes: [UInt8]) throws(PostgresError) {
        guard !bytes.isEmpty else { return }
        guard let count = Int32(exactly: bytes.count) else { throw PostgresError(.copy, "a batch has at most 2 GiB") }
        let isTaken = unsafe handle.withPointer { pointer in
            unsafe bytes.withUnsafeBytes { bytes in
                unsafe PQputCopyData(pointer, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), count) == 1
            }
        }
        guard isTaken else { throw handle.failure }
        try flush()
    }

    /// Ends what was written and returns the number of rows.
    mutating func endIn() throws(PostgresError) -> Int {
        try write([0xFF, 0xFF])
        guard unsafe handle.withPointer({ unsafe PQputCopyEnd($0, nil) == 1 }) else { throw handle.failure }
        try flush()
        let tag = try endOfCopy("COPY FROM STDIN")
        return Int(tag.split(separator: " ").last ?? "") ?? 0
    }

    // MARK: Waiting

    private func flush() throws(PostgresError) {
        while try handle.flush() {
            if try waitForSocket(POLLIN | POLLOUT) & Int16(POLLIN) != 0 { try handle.consumeInput() }
        }
    }

    private func waitForInput() throws(PostgresError) {
        _ = try waitForSocket(POLLIN)
        try handle.consumeInput()
    }

    private func waitForSocket(_ events: Int32) throws(PostgresError) -> Int16 {
        while true {
            var watched = [
                pollfd(fd: handle.socket, events: Int16(events), revents: 0),
                pollfd(fd: interrupt, events: Int16(POLLIN), revents: 0),
            ]
            guard unsafe poll(&watched, 2, -1) >= 0 else {
                guard errno == EINTR else {
                    throw PostgresError(.lost, "waiting for the connection failed", maybeExecuted: true)
                }
                continue
            }
            guard watched[1].revents == 0 else { throw PostgresError(.cancelled, "the COPY was cancelled") }
            return watched[0].revents
        }
    }

    private func optionalResult() throws(PostgresError) -> ResultHandle? {
        while handle.isBusy { try waitForInput() }
        return handle.nextResult()
    }

    private func result() throws(PostgresError) -> ResultHandle {
        while try handle.flush() { _ = try waitForSocket(POLLOUT) }
        guard let result = try optionalResult() else { throw handle.failure }
        return result
    }

    private func endOfCopy(_ sql: String) throws(PostgresError) -> String {
        let end = try result()
        guard end.status == PGRES_COMMAND_OK else { throw refusal(end, of: sql) }
        let tag = end.tag
        while try optionalResult() != nil {}
        return tag
    }

    /// What the server says instead.
    private func refusal(_ result: borrowing ResultHandle, of sql: String) -> PostgresError {
        guard handle.isOpen, !result.isFatal else {
            return PostgresError(
                .lost,
                "the server ended the connection (\(result.error(of: sql)))",
                maybeExecuted: true
            )
        }
        guard result.status == PGRES_FATAL_ERROR else {
            return PostgresError(.copy, "the statement is no COPY of rows")
        }
        return result.error(of: sql)
    }
}
