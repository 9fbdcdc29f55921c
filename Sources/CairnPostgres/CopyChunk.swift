/// Rows of a binary `COPY TO STDOUT`, in one buffer.
public struct CopyChunk: Sendable {
    /// Where each field lies, row by row; a length of -1 means NULL.
    struct Field: Sendable {
        let offset: UInt32
        let length: Int32
    }

    /// The bytes of all fields, each at its range.
    public let bytes: [UInt8]
    let fields: [Field]
    /// How many columns a row has.
    public let columnCount: Int

    init(bytes: [UInt8], fields: [Field], columnCount: Int) {
        self.bytes = bytes
        self.fields = fields
        self.columnCount = columnCount
    }

    /// How many rows there are.
    public var rowCount: Int { fields.count / columnCount }

    /// Where a value lies in ``bytes``, or `nil` for NULL.
    ///
    /// - Parameters:
    ///   - row: The row, from 0.
    ///   - column: The column, from 0.
    /// - Returns: The range of its binary format.
    /// - Throws: ``PostgresError`` with code `result.shape` where there is no such field.
    public func range(row: Int, column: Int) throws(PostgresError) -> Range<Int>? {
        guard row >= 0, row < rowCount, column >= 0, column < columnCount else {
            throw PostgresError(.shape, "there is no column \(column) of row \(row)")
        }
        let field = fields[row * columnCount + column]
        guard field.length >= 0 else { return nil }
        return Int(field.offset)..<Int(field.offset) + Int(field.length)
    }

    /// A value of any type as the bytes of its binary format.
    ///
    /// - Throws: ``PostgresError`` with code `result.shape` where it is NULL or there is no such field.
    public func bytes(row: Int, column: Int) throws(PostgresError) -> ArraySlice<UInt8> {
        guard let range = try range(row: row, column: column) else {
            throw PostgresError(.shape, "column \(column) is NULL")
        }
        return bytes[range]
    }

    /// An `int2`, `int4` or `int8`; which of them is told by the length alone, since a `COPY` names no types.
    ///
    /// - Throws: ``PostgresError`` with code `result.shape` where it is none or there is no such field.
    public func int64(row: Int, column: Int) throws(PostgresError) -> Int64 {
        guard let range = try range(row: row, column: column) else {
            throw PostgresError(.shape, "column \(column) is NULL")
        }
        let bytes = unsafe bytes.span.bytes
        switch range.count {
        case 2:
            return Int64(
                Int16(bigEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: range.lowerBound, as: Int16.self))
            )
        case 4:
            return Int64(
                Int32(bigEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: range.lowerBound, as: Int32.self))
            )
        case 8:
            return Int64(bigEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: range.lowerBound, as: Int64.self))
        default: throw PostgresError(.shape, "column \(column) is no integer")
        }
    }

    /// A `bytea`, `text` or `uuid` passed to a function without a copy.
    ///
    /// - Throws: ``PostgresError`` with code `result.shape` where it is NULL or there is no such field.
    public func withBytes<Value>(row: Int, column: Int, _ body: (RawSpan) -> Value) throws(PostgresError) -> Value {
        guard let range = try range(row: row, column: column) else {
            throw PostgresError(.shape, "column \(column) is NULL")
        }
        return body(unsafe bytes.span.bytes.extracting(range))
    }
}
