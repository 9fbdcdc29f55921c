/// Which statements a connection has prepared, or is preparing, under which names.
struct PreparedStatements {
    struct Prepared {
        let name: String
        let types: [UInt32]
    }

    private var known: [Statement: Prepared] = [:]
    private var count = 0

    /// What the statement was prepared as, or `nil` where it must be prepared first.
    ///
    /// - Throws: ``PostgresError`` with code `parameter.type` where it was prepared for parameters of other types.
    func find(_ statement: Statement, types: [UInt32]) throws(PostgresError) -> Prepared? {
        guard let prepared = known[statement] else { return nil }
        let fits = zip(prepared.types, types).allSatisfy { $0 == $1 || $0 == 0 || $1 == 0 }
        guard prepared.types.count == types.count, fits else {
            throw PostgresError(.parameter, "statement \(statement.name) was first used with parameters of other types")
        }
        return prepared
    }

    /// Gives the statement a name that this connection hasn't used yet.
    mutating func add(_ statement: Statement, types: [UInt32]) -> Prepared {
        count += 1
        let prepared = Prepared(name: "\(statement.name)#\(count)", types: types)
        known[statement] = prepared
        return prepared
    }

    /// Forgets a statement that couldn't be prepared or that the server no longer has in this form, so that its next use prepares it anew.
    mutating func remove(_ statement: Statement, name: String) {
        if known[statement]?.name == name { known[statement] = nil }
    }
}
