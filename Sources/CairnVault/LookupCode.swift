internal import CairnCrypto
internal import CairnModel

/// What something is found again by that the vault must not be able to read: a local id, or what was imported.
///
/// `SHA-256(purpose || origin || "\n" || what)` could be guessed, so it is stored in two forms that each need a key of
/// the ledger's ``LookupKeys``: an HMAC, by which it is found, and wrapped, so that a rotation can make another HMAC.
/// Once an old institution key is destroyed, no backup leads from a local id to a subject id. The origin is in every
/// code, so that no two ledgers can be linked.
struct LookupCode: Hashable, Sendable {
    private let hash: Hash

    private enum Purpose: String {
        case subject = "cairn/subject/v1\n"
        case imported = "cairn/import/v1\n"
        case erasure = "cairn/erasure/v1\n"
    }

    private init(_ purpose: Purpose, _ what: [UInt8], _ origin: Origin) {
        var hasher = SHA256()
        hasher.update(Array("\(purpose.rawValue)\(origin)\n".utf8))
        hasher.update(what)
        hash = hasher.finish()
    }

    init(localID: [UInt8], origin: Origin) {
        self.init(.subject, localID, origin)
    }

    init(importing source: [UInt8], origin: Origin) {
        self.init(.imported, source, origin)
    }

    init(erasing subject: SubjectID, origin: Origin) {
        self.init(.erasure, subject.bytes, origin)
    }

    init(
        unwrapping wrapped: WrappedSecret,
        _ context: WrappingContext,
        under keys: borrowing LookupKeys
    ) throws(VaultError) {
        let code = try wrapped.secret(context, under: keys.codeKey).withBytes { Hash($0) }
        guard let code else { throw VaultError(.keyModified, "The \(context.name) is not 32 bytes.") }
        hash = code
    }

    static func == (left: LookupCode, right: LookupCode) -> Bool {
        left.hash.isEqualInConstantTime(to: right.hash)
    }

    func wrapped(_ context: WrappingContext, under keys: borrowing LookupKeys) throws -> WrappedSecret {
        try WrappedSecret(SymmetricKey(hash.bytes), context, under: keys.codeKey)
    }

    /// The 32 bytes that it is found by.
    func lookup(under keys: borrowing LookupKeys) -> Hash {
        HMACSHA256.code(hash.bytes, key: keys.lookupKey)
    }
}
