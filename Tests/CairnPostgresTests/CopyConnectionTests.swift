import CairnPostgres
import CairnTestSupport
import Testing

@Suite("CopyConnection")
struct CopyConnectionTests {
    @Test func rowsComeInOrderAndWhole() async throws {
        let copy = try CopyConnection(try await TestDatabase.empty().address)
        defer { copy.close() }
        let select =
            "SELECT n::int8, decode(repeat('ab', (n % 50)::int), 'hex'), NULLIF(n % 3, 0)::int4 FROM generate_series(0, 99999) n"
        var next: Int64 = 0
        var wrong = 0
        var chunks = 0
        let rows = try await copy.copyOut(select, columnCount: 3, chunkBytes: 1 << 16) { chunk in
            chunks += 1
            for row in 0..<chunk.rowCount {
                let isThird = next % 3 == 0
                let length = try chunk.withBytes(row: row, column: 1) { $0.byteCount }
                let third = try chunk.range(row: row, column: 2) == nil ? nil : try chunk.int64(row: row, column: 2)
                if try chunk.int64(row: row, column: 0) != next || length != next % 50
                    || third != (isThird ? nil : next % 3)
                {
                    wrong += 1
                }
                next += 1
            }
        }
        #expect(rows == 100_000)
        #expect(wrong == 0)
        #expect(chunks > 10)
    }

    @Test func noRowsAreNoChunks() async throws {
        let copy = try CopyConnection(try await TestDatabase.empty().address)
        defer { copy.close() }
        var chunks = 0
        #expect(try await copy.copyOut("SELECT 1 WHERE false", columnCount: 1) { _ in chunks += 1 } == 0)
        #expect(chunks == 0)
        #expect(try await copy.copyOut("SELECT 1", columnCount: 1) { _ in chunks += 1 } == 1)
    }

    @Test(arguments: [
        "SELECT 1 / 0", "SELECT 1, 2", "SELECT nonsense", "SELECT 1 / (50000 - n) FROM generate_series(1, 60000) n",
    ])
    func aFaultyQueryFailsAndTheNextOneWorks(select: String) async throws {
        let copy = try CopyConnection(try await TestDatabase.empty().address)
        defer { copy.close() }
        let fault = await postgresError { try await copy.copyOut(select, columnCount: 1) { _ in } }
        #expect(fault != nil)
        #expect(try await copy.copyOut("SELECT 1", columnCount: 1) { _ in } == 1)
    }

    @Test func aReaderThatThrowsStopsTheServer() async throws {
        let database = try await TestDatabase.empty()
        let copy = try CopyConnection(database.address, applicationName: "stopped")
        defer { copy.close() }
        await #expect(throws: CancellationError.self) {
            try await copy.copyOut("SELECT generate_series(1, 1000000000)", columnCount: 1) { _ in
                throw CancellationError()
            }
        }
        #expect(try await copy.copyOut("SELECT 1", columnCount: 1) { _ in } == 1)
    }

    @Test func aCancelledReaderIsToldAtOnce() async throws {
        let copy = try CopyConnection(try await TestDatabase.empty().address)
        defer { copy.close() }
        let code = await withTaskGroup(of: PostgresError.Code?.self) { group in
            group.addTask {
                await postgresError { try await copy.copyOut("SELECT 1 FROM pg_sleep(600)", columnCount: 1) { _ in } }?
                    .code
            }
            group.cancelAll()
            return await group.next() ?? nil
        }
        #expect(code == .cancelled)
        #expect(try await copy.copyOut("SELECT 1", columnCount: 1) { _ in } == 1)
    }

    @Test func aConnectionThatIsTerminatedIsLost() async throws {
        let database = try await TestDatabase.empty()
        let copy = try CopyConnection(database.address)
        defer { copy.close() }
        var process: Int64 = 0
        let fault = await postgresError {
            try await copy.copyOut("SELECT pg_backend_pid(), generate_series(1, 1000000000)", columnCount: 2) { chunk in
                guard process == 0 else { return }
                process = try chunk.int64(row: 0, column: 0)
                try await database.run("SELECT pg_terminate_backend($1)", [.int32(Int32(process))])
            }
        }
        #expect(fault?.code == .lost)
        #expect(try await copy.copyOut("SELECT 1", columnCount: 1) { _ in } == 1)
    }

    @Test func settingsHoldForTheSession() async throws {
        let copy = try CopyConnection(try await TestDatabase.empty().address, settings: ["enable_sort": "off"])
        defer { copy.close() }
        var setting: [UInt8] = []
        try await copy.copyOut("SELECT current_setting('enable_sort')", columnCount: 1) { chunk in
            setting = Array(try chunk.bytes(row: 0, column: 0))
        }
        #expect(setting == Array("off".utf8))
    }

    @Test func whatIsWrittenIsReadBack() async throws {
        let database = try await TestDatabase.empty()
        try await database.run("CREATE TABLE t (n int8, b bytea, v text)")
        let copy = try CopyConnection(database.address)
        defer { copy.close() }
        var batches = 0
        let written = try await copy.copyIn("t (n, b, v)", columnCount: 3) {
            guard batches < 20 else { return nil }
            var rows = CopyRows(columnCount: 3)
            for row in 0..<5_000 {
                try rows.append([
                    .int64(Int64(batches * 5_000 + row)), .bytes([UInt8](repeating: 7, count: 300)),
                    row % 2 == 0 ? .null : .text("é"),
                ])
            }
            batches += 1
            return rows
        }
        #expect(written == 100_000)
        let row = try await database.run("SELECT count(*), sum(n)::int8, sum(octet_length(b)), count(v), min(v) FROM t")
            .only()
        #expect(try row.int64(0) == 100_000)
        #expect(try row.int64(1) == 4_999_950_000)
        #expect(try row.int64(2) == 30_000_000)
        #expect(try row.int64(3) == 50_000)
        #expect(try row.text(4) == "é")
    }

    @Test func aWriterThatThrowsWritesNothing() async throws {
        let database = try await TestDatabase.empty()
        try await database.run("CREATE TABLE t (n int8)")
        let copy = try CopyConnection(database.address)
        defer { copy.close() }
        var isFirst = true
        await #expect(throws: CancellationError.self) {
            try await copy.copyIn("t (n)", columnCount: 1) {
                guard isFirst else { throw CancellationError() }
                isFirst = false
                var rows = CopyRows(columnCount: 1)
                try rows.append([.int64(1)])
                return rows
            }
        }
        #expect(try await database.run("SELECT count(*) FROM t").only().int64(0) == 0)
    }

    @Test func aRefusedRowFailsWithoutItsValue() async throws {
        let database = try await TestDatabase.empty()
        try await database.run("CREATE TABLE t (v text PRIMARY KEY)")
        let copy = try CopyConnection(database.address)
        defer { copy.close() }
        var isFirst = true
        let fault = await postgresError {
            try await copy.copyIn("t (v)", columnCount: 1) {
                guard isFirst else { return nil }
                isFirst = false
                var rows = CopyRows(columnCount: 1)
                for _ in 0..<2 { try rows.append([.text("planted-secret-value")]) }
                return rows
            }
        }
        #expect(fault?.code == .uniqueViolation)
        #expect(fault?.constraint == "t_pkey")
        #expect(fault.map { "\($0)".contains("planted") } == false)
    }

    @Test func twoAtATimeAreRefused() async throws {
        let copy = try CopyConnection(try await TestDatabase.empty().address)
        defer { copy.close() }
        try await copy.copyOut("SELECT 1", columnCount: 1) { _ in
            let fault = await postgresError { try await copy.copyOut("SELECT 1", columnCount: 1) { _ in } }
            #expect(fault?.code == .copy)
        }
    }
}
