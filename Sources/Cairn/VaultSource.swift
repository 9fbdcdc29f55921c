public import CairnVault
public import CairnVerification

/// A vault as verification asks it.
extension Vault: PayloadSource {}
