/// The rows of a result, in binary.
public struct QueryResult: Sendable {
    /// One row.
    public struct Row: Sendable {
        let fields: [[UInt8]?]

        /// A `bytea`, `uuid` or `text` as bytes.
        ///
        /// - Throws: ``PostgresError`` with code `result.shape` where there is no such column or it is NULL.
        public func bytes(_ column: Int) throws(PostgresError) -> [UInt8] {
            guard let bytes = try optionalBytes(column) else { throw PostgresError(.shape, "column \(column) is NULL") }
            return bytes
        }

        /// A `bytea`, `uuid` or `text` as bytes, or `nil` for NULL.
        ///
        /// - Throws: ``PostgresError`` with code `result.shape` where there is no such column.
        public func optionalBytes(_ column: Int) throws(PostgresError) -> [UInt8]? {
            guard fields.indices.contains(column) else { throw PostgresError(.shape, "there is no column \(column)") }
            return fields[column]
        }

        /// An `int2`, `int4` or `int8`.
        ///
        /// - Throws: ``PostgresError`` with code `result.shape` where the column is none.
        public func int64(_ column: Int) throws(PostgresError) -> Int64 {
            let bytes = try bytes(column)
            let number = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            switch bytes.count {
            case 2: return Int64(Int16(truncatingIfNeeded: number))
            case 4: return Int64(Int32(truncatingIfNeeded: number))
            case 8: return Int64(bitPattern: number)
            default: throw PostgresError(.shape, "column \(column) is no integer")
            }
        }

        /// A `bool`.
        ///
        /// - Throws: ``PostgresError`` with code `result.shape` where the column is none.
        public func bool(_ column: Int) throws(PostgresError) -> Bool {
            let bytes = try bytes(column)
            guard bytes.count == 1, bytes[0] <= 1 else { throw PostgresError(.shape, "column \(column) is no boolean") }
            return bytes[0] == 1
        }

        /// A `text`.
        ///
        /// - Throws: ``PostgresError`` with code `result.shape` where the column is NULL or missing.
        public func text(_ column: Int) throws(PostgresError) -> String {
            String(decoding: try bytes(column), as: UTF8.self)
        }
    }

    /// The rows in the order of the server.
    public let rows: [Row]

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
