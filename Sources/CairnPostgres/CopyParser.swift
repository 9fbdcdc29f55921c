/// Reads the binary `COPY` format strictly: signature, flags, rows of the expected number of fields, trailer, nothing after it.
///
/// The server sends each row as a message of its own; the header comes with the first one, the trailer alone.
struct CopyParser {
    static let signature: [UInt8] = [0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0x00]

    private let columnCount: Int
    private var hasHeader = false
    private(set) var hasTrailer = false
    private var bytes: [UInt8] = []
    private var fields: [CopyChunk.Field] = []
    private let chunkBytes: Int

    init(columnCount: Int, chunkBytes: Int) throws(PostgresError) {
        guard (1...1664).contains(columnCount) else { throw PostgresError(.copy, "a COPY has 1 to 1664 columns") }
        self.columnCount = columnCount
        self.chunkBytes = min(max(chunkBytes, 1), 1 << 28)
        reserve()
    }

    /// Whether the rows that were read make a chunk.
    var isFull: Bool { bytes.count >= chunkBytes || fields.count >= 1 << 20 }

    /// Takes the rows that were read, or `nil` where there are none.
    mutating func takeChunk() -> CopyChunk? {
        guard !fields.isEmpty else { return nil }
        let chunk = CopyChunk(bytes: bytes, fields: fields, columnCount: columnCount)
        bytes = []
        fields = []
        if !hasTrailer { reserve() }
        return chunk
    }

    /// Reads one message.
    mutating func read(_ message: RawSpan) throws(PostgresError) {
        var place = 0
        if !hasHeader { place = try readHeader(message) }
        while place < message.byteCount {
            guard !hasTrailer else { throw CopyParser.malformed("bytes follow the trailer") }
            guard let count = integer(message, at: place, as: Int16.self) else {
                throw CopyParser.malformed("a row is cut off")
            }
            place += 2
            if count == -1 {
                hasTrailer = true
                continue
            }
            guard Int(count) == columnCount else {
                throw CopyParser.malformed("a row has \(count) columns instead of \(columnCount)")
            }
            place = try readRow(message, at: place)
        }
    }

    private mutating func readHeader(_ message: RawSpan) throws(PostgresError) -> Int {
        guard message.byteCount >= 19 else { throw CopyParser.malformed("the header is cut off") }
        for (place, byte) in CopyParser.signature.enumerated() {
            guard unsafe message.unsafeLoad(fromByteOffset: place, as: UInt8.self) == byte else {
                throw CopyParser.malformed("the header isn't PostgreSQL's")
            }
        }
        guard integer(message, at: 11, as: UInt32.self) == 0, integer(message, at: 15, as: UInt32.self) == 0 else {
            throw CopyParser.malformed("the header has flags or extensions that this program doesn't know")
        }
        hasHeader = true
        return 19
    }

    private mutating func readRow(_ message: RawSpan, at start: Int) throws(PostgresError) -> Int {
        var place = start
        for _ in 0..<columnCount {
            guard let length = integer(message, at: place, as: Int32.self) else {
                throw CopyParser.malformed("a row is cut off")
            }
            place += 4
            guard length >= 0 else {
                guard length == -1 else { throw CopyParser.malformed("a field has a negative length") }
                fields.append(CopyChunk.Field(offset: 0, length: -1))
                continue
            }
            guard Int(length) <= message.byteCount - place, let offset = UInt32(exactly: bytes.count) else {
                throw CopyParser.malformed("a field is cut off")
            }
            fields.append(CopyChunk.Field(offset: offset, length: length))
            let field = message.extracting(place..<place + Int(length))
            unsafe field.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
            place += Int(length)
        }
        return place
    }

    private func integer<Number: FixedWidthInteger & BitwiseCopyable>(
        _ span: RawSpan,
        at place: Int,
        as type: Number.Type
    ) -> Number? {
        guard span.byteCount - place >= MemoryLayout<Number>.size else { return nil }
        return Number(bigEndian: unsafe span.unsafeLoadUnaligned(fromByteOffset: place, as: type))
    }

    private mutating func reserve() {
        bytes.reserveCapacity(chunkBytes + chunkBytes / 8)
        fields.reserveCapacity(chunkBytes / 64)
    }

    static func malformed(_ what: String) -> PostgresError {
        PostgresError(.copy, "the server's COPY is malformed: \(what)")
    }
}
