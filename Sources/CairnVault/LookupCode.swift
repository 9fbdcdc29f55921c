internal import CairnCrypto
internal import CairnModel

/// What the vault finds again something by that it must not be able to read: a local id, or what was imported.
///
/// The code itself, `SHA-256(purpose || origin || "\n" || what)`, could be guessed, so it is stored in two forms that need
/// the institution key: an HMAC, by which it is found, and wrapped (AES-KWP), so that a rotation can make the HMAC anew.
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

    init(unwrapping wrapped: [UInt8], under institutionKey: borrowing InstitutionKey) throws(VaultError) {
        let code: Hash?
        do {
            code = try AESKeyWrap.unwrap(wrapped, with: institutionKey.key).withBytes { Hash($0) }
        } catch {
            throw VaultError(.keyModified, "A wrapped code was changed in the vault; restore the row from a backup.")
        }
        guard let code else { throw VaultError(.keyModified, "A wrapped code in the vault is not 32 bytes.") }
        hash = code
    }

    func wrapped(under institutionKey: borrowing InstitutionKey) throws -> [UInt8] {
        try AESKeyWrap.wrap(SymmetricKey(hash.bytes), with: institutionKey.key)
    }

    /// The 32 bytes that the code is found by: HMAC under a key that the institution key gives for this purpose alone.
    func lookup(under institutionKey: borrowing InstitutionKey) throws -> [UInt8] {
        let key = HMACSHA256.code(Array("cairn/lookup/v1\n".utf8), key: institutionKey.key)
        return try HMACSHA256.code(hash.bytes, key: SymmetricKey(key.bytes)).bytes
    }
}
