internal import CLibPQ
internal import Glibc
public import Logging
internal import Synchronization

#if DEBUG
    import CairnCrypto
#endif

/// A connection for `COPY` alone, in binary, one at a time: for reading or writing many rows fast.
///
/// It connects at its first use, and anew after it broke or a `COPY` was given up half way.
public final class CopyConnection: Sendable {
    struct Opening: Sendable {
        let address: DatabaseAddress
        let settings: [String: String]
        let applicationName: String
        let logger: Logger?
    }

    private struct Use {
        var isCopying = false
        var isClosing = false
    }

    private let opening: Opening
    private let use = Mutex(Use())
    /// Locked for as long as a thread works with the session: only by those who know that they are alone.
    private let session = Mutex<CopySession?>(nil)
    private let interrupt: Interrupt

    /// Makes a connection; nothing is opened yet.
    ///
    /// - Parameters:
    ///   - address: Where to.
    ///   - settings: Parameters of the server for this session, such as `enable_sort` = `off`.
    ///   - applicationName: What the server shows as `application_name`.
    ///   - logger: Where notices of the server go.
    /// - Throws: ``PostgresError`` with code `connection.failed` where no more files can be opened.
    public init(
        _ address: DatabaseAddress,
        settings: [String: String] = [:],
        applicationName: String = "cairn",
        logger: Logger? = nil
    ) throws(PostgresError) {
        opening = Opening(address: address, settings: settings, applicationName: applicationName, logger: logger)
        interrupt = try Interrupt()
    }

    /// Reads the rows of a query in order.
    ///
    /// While the function works on a chunk the next one is read, and no more: a slow reader slows the server down.
    /// Where the function throws or the caller is cancelled, the connection is dropped.
    ///
    /// - Parameters:
    ///   - select: A `SELECT`; parameters can't be bound, so put in nothing but numbers.
    ///   - columnCount: How many columns it has.
    ///   - chunkBytes: About how large a chunk is.
    ///   - body: Called with each chunk, one after the other; never with an empty one.
    /// - Returns: The number of rows, which is the number that the server says it sent.
    /// - Throws: What the function throws; or ``PostgresError`` with the server's SQLSTATE, `copy.malformed`,
    ///   `connection.lost`, `call.cancelled`.
    @discardableResult
    public func copyOut(
        _ select: String,
        columnCount: Int,
        chunkBytes: Int = 1 << 20,
        _ body: (CopyChunk) async throws -> Void
    ) async throws -> Int {
        #if DEBUG
            WorkCount.add(.statement)
        #endif
        try begin()
        defer { end() }
        var rows = 0
        do {
            var chunk = try await work { session throws(PostgresError) in
                try session.beginOut(select, columnCount: columnCount, chunkBytes: chunkBytes)
                return try session.readChunk()
            }
            while let current = chunk {
                rows += current.rowCount
                async let next = work { session throws(PostgresError) in try session.readChunk() }
                try await body(current)
                chunk = try await next
            }
        } catch {
            close()
            throw error
        }
        return rows
    }

    /// Writes rows.
    ///
    /// - Parameters:
    ///   - target: The table and its columns: `schema.table (column, …)`.
    ///   - columnCount: How many columns it has.
    ///   - next: Gives the next rows, or `nil` at the end. Where it throws, nothing is written.
    /// - Returns: The number of rows that were written.
    /// - Throws: What the function throws; or ``PostgresError`` with the server's SQLSTATE, `copy.malformed`,
    ///   `connection.lost`, `call.cancelled`.
    @discardableResult
    public func copyIn(_ target: String, columnCount: Int, _ next: () async throws -> CopyRows?) async throws -> Int {
        try begin()
        defer { end() }
        do {
            try await work { session throws(PostgresError) in try session.beginIn(target, columnCount: columnCount) }
            while let rows = try await next() {
                guard rows.columnCount == columnCount else {
                    throw PostgresError(.copy, "the rows have \(rows.columnCount) columns instead of \(columnCount)")
                }
                try await work { session throws(PostgresError) in try session.write(rows.bytes) }
            }
            return try await work { session throws(PostgresError) in try session.endIn() }
        } catch {
            close()
            throw error
        }
    }

    /// Ends the connection, once a `COPY` under way is over.
    public func close() {
        let isCopying = use.withLock { use in
            use.isClosing = use.isCopying
            return use.isCopying
        }
        if !isCopying { session.withLock { $0 = nil } }
    }

    private func begin() throws(PostgresError) {
        let isFree = use.withLock { use in
            defer { use.isCopying = true }
            return !use.isCopying
        }
        guard isFree else { throw PostgresError(.copy, "a COPY is under way on this connection: use another one") }
    }

    private func end() {
        let isClosing = use.withLock { use in
            defer { use = Use() }
            return use.isClosing
        }
        if isClosing { session.withLock { $0 = nil } }
    }

    /// Runs a function that blocks with the session, on a thread of its own, and interrupts it where the caller is
    /// cancelled.
    ///
    /// Where the function throws, the session ends with it.
    @discardableResult
    private func work<Value: Sendable>(
        _ body: @escaping @Sendable (inout CopySession) throws(PostgresError) -> Value
    ) async throws -> Value {
        interrupt.lower()
        return try await withTaskCancellationHandler {
            try await DedicatedThread.run { [self] in
                try session.withLock { kept throws(PostgresError) in
                    if kept == nil { kept = try CopySession(opening, interrupt: interrupt.descriptor) }
                    guard var session = kept.take() else { throw PostgresError(.closed, "the connection is closed") }
                    let value = try body(&session)
                    kept = consume session
                    return value
                }
            }
        } onCancel: {
            interrupt.raise()
        }
    }
}
