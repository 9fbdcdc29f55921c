/// What an imported event is found again by, made of what identifies its source.
///
/// Made by ``Vault/fingerprint(of:)``. The vault stores it under the institution key alone.
public struct Fingerprint: Hashable, Sendable {
    let code: LookupCode
}
