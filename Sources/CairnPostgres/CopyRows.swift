/// Rows for a binary `COPY FROM STDIN`.
public struct CopyRows: Sendable {
    private(set) var bytes: [UInt8] = []
    /// How many columns a row has.
    public let columnCount: Int
    /// How many rows were appended.
    public private(set) var rowCount = 0

    /// Makes an empty batch.
    ///
    /// - Parameter columnCount: How many columns a row has, 1 to 1,600.
    public init(columnCount: Int) {
        self.columnCount = columnCount
    }

    /// How many bytes the rows take; a batch is best sent at about a megabyte.
    public var byteCount: Int { bytes.count }

    /// Appends a row.
    ///
    /// The types must be exactly those of the columns: a `COPY` converts nothing.
    ///
    /// - Throws: ``PostgresError`` with code `parameter.type` where there are more or fewer values than columns, or a
    ///   value is too large.
    public mutating func append(_ row: [Parameter]) throws(PostgresError) {
        guard row.count == columnCount, let fields = Int16(exactly: columnCount) else {
            throw PostgresError(.parameter, "a row has \(row.count) values instead of \(columnCount)")
        }
        let start = bytes.count
        bytes.appendBigEndian(fields)
        for parameter in row {
            let place = bytes.count
            bytes.appendCounted { parameter.append(to: &$0) }
            guard bytes.count - place < 1 << 30 else {
                bytes.removeSubrange(start...)
                throw PostgresError(.parameter, "a value has at most 1 GiB")
            }
        }
        rowCount += 1
    }
}
