import CairnPostgres
import CairnTestSupport
import Testing

@Suite("Row")
struct RowTests {
    @Test func everyTypeComesBackAsItWentIn() async throws {
        let uuid = [UInt8](0..<16)
        let sql = "SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13"
        let row = try await TestDatabase.empty().run(
            sql,
            [
                .bool(true), .int16(-3), .int32(-70_000), .int64(.min), .text("naïve\u{1F5FF}"), .jsonb(#"{"a": 1}"#),
                .bytes([0, 255]),
                .uuid(uuid), .bytesArray([[], [1], [2, 3]]), .uuidArray(uuid + uuid), .int64Array([1, -1]),
                .textArray(["", "a,\"{}"]),
                .int32Array([]),
            ]
        ).only()
        #expect(try row.bool(0))
        #expect(try row.int64(1) == -3)
        #expect(try row.int64(2) == -70_000)
        #expect(try row.int64(3) == .min)
        #expect(try row.text(4) == "naïve\u{1F5FF}")
        #expect(try row.text(5) == #"{"a": 1}"#)
        #expect(try row.bytes(6) == [0, 255])
        #expect(try row.bytes(7) == uuid)
        #expect(try row.bytesArray(8) == [[], [1], [2, 3]])
        #expect(try row.bytesArray(9) == [uuid, uuid])
        #expect(try row.int64Array(10) == [1, -1])
        #expect(try row.textArray(11) == ["", "a,\"{}"])
        #expect(try row.int64Array(12) == [])
    }

    @Test func whatIsOfAnotherTypeIsRefused() async throws {
        let row = try await TestDatabase.empty().run(
            "SELECT 1::int8, 'x'::text, NULL::int8, 1.5::float8, ARRAY[1, NULL]::int8[]"
        ).only()
        #expect(throws: PostgresError.self) { try row.text(0) }
        #expect(throws: PostgresError.self) { try row.bool(0) }
        #expect(throws: PostgresError.self) { try row.int64(1) }
        #expect(throws: PostgresError.self) { try row.int64(2) }
        #expect(throws: PostgresError.self) { try row.bytes(2) }
        #expect(throws: PostgresError.self) { try row.int64(3) }
        #expect(throws: PostgresError.self) { try row.int64Array(0) }
        #expect(throws: PostgresError.self) { try row.int64Array(4) }
        #expect(throws: PostgresError.self) { try row.int64(5) }
        #expect(throws: PostgresError.self) { try row.int64(-1) }
        #expect(try row.optionalInt64(2) == nil)
        #expect(try row.optionalText(1) == "x")
    }

    @Test func aHugeResultArrivesWhole() async throws {
        let sql = "SELECT n::int8, decode(repeat('ab', 500), 'hex') FROM generate_series(1, 100000) n ORDER BY n"
        let result = try await TestDatabase.empty().run(sql)
        #expect(result.rows.count == 100_000)
        #expect(try result.rows[99_999].int64(0) == 100_000)
        #expect(try result.rows[99_999].bytes(1) == [UInt8](repeating: 0xAB, count: 500))
        #expect(throws: PostgresError.self) { try result.only() }
    }

    @Test func aHugeParameterArrivesWhole() async throws {
        let bytes = [UInt8](repeating: 7, count: 20_000_000)
        let row = try await TestDatabase.empty().run(
            "SELECT octet_length($1), sha256($1) = sha256($2)",
            [.bytes(bytes), .bytes(bytes)]
        )
        #expect(try row.only().int64(0) == 20_000_000)
        #expect(try row.only().bool(1))
    }
}
