/// The limits of format version 1: what is beyond one is an error, never a surprise.
public enum Limits {
    /// The most bytes of a body.
    public static let bodyBytes = 60_000
    /// The most levels of a body, the object itself being level 1.
    public static let bodyLevels = 32
    /// The most bodies of a submission.
    public static let submissionBodies = 10_000
    /// The most bytes of all bodies of a submission together.
    public static let submissionBytes = 16 * 1_048_576
    /// The most bytes of a submission's signed note, which has one signature line.
    public static let noteBytes = 65_535
    /// The most bytes of a name, and of a string that is required or a reference.
    public static let nameBytes = 255
    /// The most references of one kind in an event.
    public static let references = 1_000
    /// The most bytes of the code that says why a key was revoked or a body redacted.
    public static let reasonBytes = 64
    /// The fewest entries of a checkpoint: submission 0 has two.
    public static let checkpointSize: UInt64 = 2
    /// The largest index, size or number, and one more: 2^63.
    public static let numbers: UInt64 = 1 << 63
}
