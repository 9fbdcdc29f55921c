/// How much a ledger holds of what every verifier must remember: part of format version 1.
///
/// They are a value, so that tests reach them with small ledgers; everything else uses ``format1``.
public struct LedgerLimits: Sendable, Equatable {
    /// How many entries before a submission its anchor may name the last of: beyond it, the author signs again.
    public var anchorAge: UInt64 = 131_072
    /// Multiples of this are sizes that a registrar may anchor to however old they are, so that no flood of entries
    /// makes an offline signer late.
    public var anchorLandmark: UInt64 = 65_536
    /// The most keys that are registered, revoked ones included.
    public var keys = 65_536
    /// The most keys that are registered by keys without the role `recovery`.
    public var ordinaryKeys = 64_512
    /// The most roles of a key.
    public var rolesOfAKey = 64
    /// The most redactions that have an effect.
    public var redactions: UInt64 = 1_048_576
    /// The most redactions that have an effect, unless by a key with the role `recovery`.
    public var ordinaryRedactions: UInt64 = 983_040
    /// The most entries whose body is absent or redacted: one absence more is tampering.
    public var absences = 1_048_576

    /// The limits of format version 1.
    public static let format1 = LedgerLimits()
}
