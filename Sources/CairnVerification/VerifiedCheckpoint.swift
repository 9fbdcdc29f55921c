public import CairnLog

/// A checkpoint whose signature and origin were verified, and whose root all that was verified leads to.
///
/// Only verification makes one.
public struct VerifiedCheckpoint: Sendable, Hashable {
    /// The checkpoint.
    public let checkpoint: Checkpoint
    /// The signed note, as it was read.
    public let note: [UInt8]

    init(_ signed: SignedCheckpoint) {
        checkpoint = signed.checkpoint
        note = signed.bytes
    }
}
