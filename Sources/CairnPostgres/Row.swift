extension QueryResult {
    /// One row.
    ///
    /// Its columns are numbered from 0.
    public struct Row: Sendable {
        let storage: Storage
        let number: Int

        /// Whether a column is NULL.
        ///
        /// - Throws: ``PostgresError`` with code `result.shape` where there is no such column.
        public func isNull(_ column: Int) throws(PostgresError) -> Bool {
            try field(column).length < 0
        }

        /// A value of any type as the bytes of its binary format: those of a `bytea`, 16 of a `uuid`, UTF-8 of a `text`.
        ///
        /// - Throws: ``PostgresError`` with code `result.shape` where there is no such column or it is NULL.
        public func bytes(_ column: Int) throws(PostgresError) -> [UInt8] {
            guard let bytes = try optionalBytes(column) else { throw PostgresError(.shape, "column \(column) is NULL") }
            return bytes
        }

        /// A value of any type as the bytes of its binary format, or `nil` for NULL.
        ///
        /// - Throws: ``PostgresError`` with code `result.shape` where there is no such column.
        public func optionalBytes(_ column: Int) throws(PostgresError) -> [UInt8]? {
            let field = try field(column)
            guard field.length >= 0 else { return nil }
            return Array(storage.bytes[field.offset..<field.offset + Int(field.length)])
        }

        /// An `int2`, `int4` or `int8`.
        ///
        /// - Throws: ``PostgresError`` with code `result.shape` where the column is none or NULL.
        public func int64(_ column: Int) throws(PostgresError) -> Int64 {
            guard let number = try optionalInt64(column) else {
                throw PostgresError(.shape, "column \(column) is NULL")
            }
            return number
        }

        /// An `int2`, `int4` or `int8`, or `nil` for NULL.
        ///
        /// - Throws: ``PostgresError`` with code `result.shape` where the column is none.
        public func optionalInt64(_ column: Int) throws(PostgresError) -> Int64? {
            guard let bytes = try optionalBytes(column) else { return nil }
            guard let number = BinaryValue.integer(bytes[...], type: storage.types[column]) else {
                throw PostgresError(.shape, "column \(column) is no integer")
            }
            return number
        }

        /// A `bool`.
        ///
        /// - Throws: ``PostgresError`` with code `result.shape` where the column is none or NULL.
        public func bool(_ column: Int) throws(PostgresError) -> Bool {
            let bytes = try bytes(column)
            guard storage.types[column] == 16, bytes.count == 1, bytes[0] <= 1 else {
                throw PostgresError(.shape, "column \(column) is no boolean")
            }
            return bytes[0] == 1
        }

        /// A `text`, `name`, `varchar`, `json` or `jsonb`.
        ///
        /// - Throws: ``PostgresError`` with code `result.shape` where the column is none or NULL.
        public func text(_ column: Int) throws(PostgresError) -> String {
            guard let text = try optionalText(column) else { throw PostgresError(.shape, "column \(column) is NULL") }
            return text
        }

        /// A `text`, `name`, `varchar`, `json` or `jsonb`, or `nil` for NULL.
        ///
        /// - Throws: ``PostgresError`` with code `result.shape` where the column is none.
        public func optionalText(_ column: Int) throws(PostgresError) -> String? {
            guard let bytes = try optionalBytes(column) else { return nil }
            guard let text = BinaryValue.text(bytes, type: storage.types[column]) else {
                throw PostgresError(.shape, "column \(column) is no text")
            }
            return text
        }

        /// A `bytea[]` or `uuid[]` of one dimension without NULLs.
        ///
        /// - Throws: ``PostgresError`` with code `result.shape` where the column is none or NULL.
        public func bytesArray(_ column: Int) throws(PostgresError) -> [[UInt8]] {
            try elements(column, of: [17, 2950]).map { Array($0) }
        }

        /// An `int2[]`, `int4[]` or `int8[]` of one dimension without NULLs.
        ///
        /// - Throws: ``PostgresError`` with code `result.shape` where the column is none or NULL.
        public func int64Array(_ column: Int) throws(PostgresError) -> [Int64] {
            var numbers: [Int64] = []
            for element in try elements(column, of: [20, 21, 23]) {
                guard let number = BinaryValue.integer(element) else {
                    throw PostgresError(.shape, "column \(column) is no array of integers")
                }
                numbers.append(number)
            }
            return numbers
        }

        /// A `text[]` of one dimension without NULLs.
        ///
        /// - Throws: ``PostgresError`` with code `result.shape` where the column is none or NULL.
        public func textArray(_ column: Int) throws(PostgresError) -> [String] {
            try elements(column, of: [25, 19, 1043]).map { String(decoding: $0, as: UTF8.self) }
        }

        private func elements(_ column: Int, of types: Set<UInt32>) throws(PostgresError) -> [ArraySlice<UInt8>] {
            guard let elements = BinaryValue.elements(try bytes(column), types: types) else {
                throw PostgresError(.shape, "column \(column) is no array of the type that is read")
            }
            return elements
        }

        private func field(_ column: Int) throws(PostgresError) -> Field {
            guard storage.types.indices.contains(column) else {
                throw PostgresError(.shape, "there is no column \(column)")
            }
            return storage.fields[number * storage.types.count + column]
        }
    }
}
