internal import CairnCrypto
internal import CairnModel
internal import CairnPostgres

/// A subject's row as the database has it: nothing of it is believed before it was unwrapped.
struct StoredSubject: Sendable {
    let id: SubjectID
    let lookup: [UInt8]
    let wrappedCode: WrappedSecret
    let key: WrappedKey

    /// Reads `subject_id, lookup, wrapped_code, key_id, wrapped_key`.
    init(_ row: QueryResult.Row) throws {
        id = try SubjectID(parsing: row.text(0).utf8)
        lookup = try row.bytes(1)
        wrappedCode = WrappedSecret(stored: try row.bytes(2))
        key = WrappedKey(
            of: id,
            keyID: try KeyID(parsing: row.text(3).utf8),
            wrapped: WrappedSecret(stored: try row.bytes(4))
        )
    }

    func codeContext(in origin: Origin) -> WrappingContext {
        .subjectCode(of: id, key.keyID, in: origin)
    }

    /// What the row is found by, which is of this subject and this data key.
    func code(in origin: Origin, under keys: borrowing LookupKeys) throws(VaultError) -> LookupCode {
        let code = try LookupCode(unwrapping: wrappedCode, codeContext(in: origin), under: keys)
        guard Hash(lookup)?.isEqualInConstantTime(to: code.lookup(under: keys)) == true else {
            throw .foundByAnother("subject \(id)")
        }
        return code
    }
}

extension VaultError {
    static func foundByAnother(_ what: String) -> VaultError {
        VaultError(
            .keyModified,
            "The row of \(what) is found by the code or id of something else: it was changed. Restore it from a backup."
        )
    }
}
