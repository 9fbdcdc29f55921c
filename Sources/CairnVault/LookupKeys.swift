internal import CairnCrypto
internal import CairnModel

/// The two keys of a ledger's lookup codes: one makes the codes, the other wraps what they are made of.
///
/// Both are random and kept in the database, wrapped by the institution key: that key itself wraps nothing that anyone
/// outside could choose or guess. Each rotation makes new ones.
struct LookupKeys: ~Copyable, Sendable {
    /// The key under which codes are made (HMAC-SHA-256).
    let lookupKey: SymmetricKey
    /// The key that wraps what codes are made of (AES-KWP).
    let codeKey: SymmetricKey
    /// The lookup key as the database has it, which also says whether the vault has been rotated since.
    let wrappedLookupKey: WrappedSecret
    /// The code key as the database has it.
    let wrappedCodeKey: WrappedSecret

    init(
        _ lookupKey: consuming SymmetricKey,
        _ codeKey: consuming SymmetricKey,
        under institutionKey: borrowing InstitutionKey,
        in origin: Origin
    ) throws(CryptoError) {
        let lookup = WrappingContext.lookupKey(under: institutionKey.id, in: origin)
        let code = WrappingContext.codeKey(under: institutionKey.id, in: origin)
        let wrappedLookupKey = try WrappedSecret(lookupKey, lookup, under: institutionKey.key)
        let wrappedCodeKey = try WrappedSecret(codeKey, code, under: institutionKey.key)
        self.lookupKey = lookupKey
        self.codeKey = codeKey
        self.wrappedLookupKey = wrappedLookupKey
        self.wrappedCodeKey = wrappedCodeKey
    }

    /// Makes new random keys.
    init(newUnder institutionKey: borrowing InstitutionKey, in origin: Origin) throws(CryptoError) {
        try self.init(SymmetricKey.random(), SymmetricKey.random(), under: institutionKey, in: origin)
    }

    init(
        lookupKey: WrappedSecret,
        codeKey: WrappedSecret,
        under institutionKey: borrowing InstitutionKey,
        in origin: Origin
    ) throws(VaultError) {
        let lookup = WrappingContext.lookupKey(under: institutionKey.id, in: origin)
        let code = WrappingContext.codeKey(under: institutionKey.id, in: origin)
        let unwrappedLookupKey = try lookupKey.secret(lookup, under: institutionKey.key)
        let unwrappedCodeKey = try codeKey.secret(code, under: institutionKey.key)
        self.lookupKey = unwrappedLookupKey
        self.codeKey = unwrappedCodeKey
        wrappedLookupKey = lookupKey
        wrappedCodeKey = codeKey
    }
}
