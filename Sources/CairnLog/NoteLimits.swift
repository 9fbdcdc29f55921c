/// How large a signed note of one kind may be.
public struct NoteLimits: Sendable, Equatable {
    /// The most bytes, signature lines included.
    public let bytes: Int
    /// The most signature lines.
    public let signatures: Int

    /// Makes limits.
    public init(bytes: Int, signatures: Int) {
        self.bytes = bytes
        self.signatures = signatures
    }

    /// A checkpoint: room for the cosignatures of many witnesses, those after ML-DSA-44 (3,271 bytes a line) included.
    public static let checkpoint = NoteLimits(bytes: 262_144, signatures: 128)
}
