public import CairnLog

/// The last checkpoint that a sealer signed, kept beside the ledger key, outside the database; or the last one that an auditor verified.
public struct StateFile: Sendable {
    private let path: String

    /// Takes the path of the file.
    public init(_ path: String) {
        self.path = path
    }

    /// The signed note, or `nil` where nothing was written yet.
    ///
    /// - Throws: ``CairnError`` with code `file.failed`, or `LogError` where the file holds something else.
    public func read() throws -> (checkpoint: Checkpoint, note: [UInt8])? {
        guard let bytes = try DurableFile.read(path, atMost: SignedNote.largest) else { return nil }
        return (try Checkpoint(parsing: SignedNote(parsing: bytes).text), bytes)
    }

    /// Replaces the signed note; it is durable when this returns.
    ///
    /// - Throws: ``CairnError`` with code `file.failed`.
    public func write(_ note: [UInt8]) throws {
        try DurableFile.write(note, to: path)
    }
}
