internal import CairnCrypto
internal import CairnModel

/// A subject's data key as the vault stores it.
struct WrappedKey: Hashable, Sendable {
    let subject: SubjectID
    let keyID: KeyID
    let wrapped: WrappedSecret

    /// Takes what the database has, to be checked by ``key(in:under:)``.
    init(of subject: SubjectID, keyID: KeyID, wrapped: WrappedSecret) {
        self.subject = subject
        self.keyID = keyID
        self.wrapped = wrapped
    }

    init(
        _ key: borrowing SymmetricKey,
        of subject: SubjectID,
        in origin: Origin,
        under institutionKey: borrowing InstitutionKey
    ) throws(CryptoError) {
        self.subject = subject
        keyID = KeyID(of: key)
        wrapped = try WrappedSecret(key, .dataKey(keyID, of: subject, in: origin), under: institutionKey.key)
    }

    /// The data key, which is this subject's, of this ledger, and has this id.
    func key(in origin: Origin, under institutionKey: borrowing InstitutionKey) throws(VaultError) -> SymmetricKey {
        let key = try wrapped.secret(.dataKey(keyID, of: subject, in: origin), under: institutionKey.key)
        guard KeyID(of: key) == keyID else {
            throw VaultError(.keyModified, "What is stored as data key \(keyID) unwraps to another key.")
        }
        return key
    }
}
