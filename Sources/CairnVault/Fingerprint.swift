/// What an imported event is found again by, made of what identifies its source.
///
/// Made by ``Vault/fingerprint(of:)``. What the vault stores of it confirms no guess without
/// the institution key.
public struct Fingerprint: Hashable, Sendable {
    let code: LookupCode
}
