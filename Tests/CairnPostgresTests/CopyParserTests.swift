import Testing

@testable import CairnPostgres

@Suite("copy.malformed")
struct CopyParserTests {
    private let header = CopyParser.signature + [UInt8](repeating: 0, count: 8)
    private let row: [UInt8] = [0, 2, 0, 0, 0, 1, 65, 255, 255, 255, 255]
    private let trailer: [UInt8] = [255, 255]

    private func read(_ messages: [[UInt8]]) throws -> CopyChunk? {
        var parser = try CopyParser(columnCount: 2, chunkBytes: 1024)
        for message in messages { try parser.read(unsafe message.span.bytes) }
        #expect(parser.hasTrailer)
        return parser.takeChunk()
    }

    @Test func rowsAreRead() throws {
        let chunk = try #require(try read([header + row, row, trailer]))
        #expect(chunk.rowCount == 2)
        #expect(try Array(chunk.bytes(row: 1, column: 0)) == [65])
        #expect(try chunk.range(row: 1, column: 1) == nil)
        #expect(throws: PostgresError.self) { try chunk.bytes(row: 1, column: 1) }
        #expect(throws: PostgresError.self) { try chunk.bytes(row: 2, column: 0) }
        #expect(throws: PostgresError.self) { try chunk.range(row: 0, column: 2) }
        #expect(throws: PostgresError.self) { try chunk.int64(row: 0, column: 0) }
    }

    @Test func everyOtherByteOfTheHeaderIsRefused() throws {
        for place in header.indices {
            var wrong = header
            wrong[place] ^= 1
            #expect(throws: PostgresError.self) { try read([wrong + row, trailer]) }
        }
    }

    @Test func everyCutIsRefused() throws {
        let whole = header + row
        for length in 1..<whole.count where length != header.count {
            #expect(throws: PostgresError.self) { try read([Array(whole.prefix(length)), trailer]) }
        }
    }

    @Test func whatIsLeftOverIsRefused() {
        #expect(throws: PostgresError.self) { try read([header + row, trailer, row]) }
        #expect(throws: PostgresError.self) { try read([header + row, trailer + [0]]) }
        #expect(throws: PostgresError.self) { try read([header + [0, 3] + row.dropFirst(2), trailer]) }
        #expect(throws: PostgresError.self) { try read([header + [0, 2, 128, 0, 0, 0], trailer]) }
        #expect(throws: PostgresError.self) { try read([header + [0, 2, 127, 255, 255, 255, 1], trailer]) }
    }
}
