internal import CairnCrypto

/// A subject's data key as the vault stores it.
struct WrappedKey: Hashable, Sendable {
    let keyID: KeyID
    /// 40 bytes: AES-KWP (RFC 5649) under the institution key.
    let bytes: [UInt8]

    init(keyID: KeyID, bytes: [UInt8]) {
        self.keyID = keyID
        self.bytes = bytes
    }

    init(_ key: borrowing SymmetricKey, under institutionKey: borrowing InstitutionKey) throws {
        keyID = KeyID(of: key)
        bytes = try AESKeyWrap.wrap(key, with: institutionKey.key)
    }

    /// The data key, whose id was checked.
    func key(under institutionKey: borrowing InstitutionKey) throws(VaultError) -> SymmetricKey {
        let key: SymmetricKey
        do {
            key = try AESKeyWrap.unwrap(bytes, with: institutionKey.key)
        } catch {
            throw VaultError(
                .keyModified,
                "Data key \(keyID) doesn't unwrap under institution key \(institutionKey.id): one of them was changed."
            )
        }
        guard KeyID(of: key) == keyID else {
            throw VaultError(.keyModified, "What is stored as data key \(keyID) unwraps to another key.")
        }
        return key
    }

    /// The same key under another institution key.
    func rewrapped(
        from old: borrowing InstitutionKey,
        to new: borrowing InstitutionKey
    ) throws -> WrappedKey {
        try WrappedKey(key(under: old), under: new)
    }
}
