/// The rows of a result, in binary.
public struct QueryResult: Sendable {
    /// Where a field lies in the bytes; a length of -1 means NULL.
    struct Field: Sendable {
        let offset: Int
        let length: Int32
    }

    /// What all rows of a result share.
    final class Storage: Sendable {
        let bytes: [UInt8]
        let fields: [Field]
        let types: [UInt32]

        init(bytes: [UInt8], fields: [Field], types: [UInt32]) {
            self.bytes = bytes
            self.fields = fields
            self.types = types
        }
    }

    /// The rows in the order of the server.
    public let rows: [Row]

    /// The command tag, such as `INSERT 0 3` or `COMMIT`.
    public let tag: String

    init(bytes: [UInt8], fields: [Field], types: [UInt32], rowCount: Int, tag: String) {
        let storage = Storage(bytes: bytes, fields: fields, types: types)
        rows = (0..<max(rowCount, 0)).map { Row(storage: storage, number: $0) }
        self.tag = tag
    }

    /// The only row.
    ///
    /// - Throws: ``PostgresError`` with code `result.shape` where there is none or more than one.
    public func only() throws(PostgresError) -> Row {
        guard rows.count == 1, let row = rows.first else {
            throw PostgresError(.shape, "\(rows.count) rows instead of one")
        }
        return row
    }
}
