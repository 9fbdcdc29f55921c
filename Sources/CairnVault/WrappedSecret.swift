internal import CairnCrypto

/// The one form in which the vault keeps a secret of 32 bytes: context and secret, wrapped together.
///
/// The plaintext is `context || secret`, 64 bytes, wrapped with AES-KWP (RFC 5649). A change of any bit, another
/// wrapping key and another context are each found.
struct WrappedSecret: Hashable, Sendable {
    /// 72 bytes, unless the database has others.
    let bytes: [UInt8]

    /// Takes what the database has, to be checked by ``secret(_:under:)``.
    init(stored bytes: [UInt8]) {
        self.bytes = bytes
    }

    init(
        _ secret: borrowing SymmetricKey,
        _ context: WrappingContext,
        under wrapping: borrowing SymmetricKey
    ) throws(CryptoError) {
        bytes = try AESKeyWrap.wrap(secret, context: context.hash, with: wrapping)
    }

    /// The secret, which was wrapped for this context and no other.
    ///
    /// - Throws: ``VaultError`` with code `vault.key-modified` where it doesn't unwrap, or `vault.context`.
    func secret(
        _ context: WrappingContext,
        under wrapping: borrowing SymmetricKey
    ) throws(VaultError) -> SymmetricKey {
        let secret: SymmetricKey?
        do {
            secret = try AESKeyWrap.unwrap(bytes, context: context.hash, with: wrapping)
        } catch {
            throw VaultError(
                .keyModified,
                "The \(context.name) doesn't unwrap: it was changed in the vault. Restore the row from a backup."
            )
        }
        guard let secret else {
            throw VaultError(
                .context,
                "What the vault has as \(context.name) was wrapped as something else: its row was swapped or changed. "
                    + "Restore the row from a backup."
            )
        }
        return secret
    }
}
