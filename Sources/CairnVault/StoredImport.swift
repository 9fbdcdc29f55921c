internal import CairnCrypto
internal import CairnModel
internal import CairnPostgres

/// The row of an import, or of an erasure, as the database has it: nothing of it is believed before it was unwrapped.
struct StoredImport: Sendable {
    let event: EventID
    let fingerprint: [UInt8]
    let wrappedCode: WrappedSecret
    /// SHA-256 of the body.
    let bodyHash: Hash

    /// Reads `event_id, fingerprint, wrapped_code`; the hash of the body is read, or worked out, by the caller.
    init(_ row: QueryResult.Row, bodyHash: Hash?) throws {
        guard let event = try EventID(bytes: row.bytes(0)), let bodyHash else {
            throw VaultError(.keyModified, "The row of an import has no event id or no hash of its body.")
        }
        self.event = event
        self.bodyHash = bodyHash
        fingerprint = try row.bytes(1)
        wrappedCode = WrappedSecret(stored: try row.bytes(2))
    }

    func codeContext(in origin: Origin) -> WrappingContext {
        .importCode(of: event, body: bodyHash, in: origin)
    }

    /// What the row is found by, which is of this event and this body.
    func code(in origin: Origin, under keys: borrowing LookupKeys) throws(VaultError) -> LookupCode {
        let code = try LookupCode(unwrapping: wrappedCode, codeContext(in: origin), under: keys)
        guard Hash(fingerprint)?.isEqualInConstantTime(to: code.lookup(under: keys)) == true else {
            throw .foundByAnother("event \(event)")
        }
        return code
    }
}
