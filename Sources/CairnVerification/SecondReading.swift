/// What reading a part of a ledger again found.
public struct SecondReading: Sendable {
    /// What was found, the gravest first.
    public let findings: [Finding]
    /// The index of the first entry that was read.
    public let from: UInt64
    /// The index after the last.
    public let end: UInt64
    /// Whether the checkpoint was met, and its root compared.
    public let isComplete: Bool
    /// Where the next reading goes on; `nil` where something was found that is graver than a submission that doesn't count.
    public let snapshot: FoldSnapshot?
}
