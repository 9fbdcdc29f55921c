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
        guard let bytes = try DurableFile.read(path, atMost: NoteLimits.checkpoint.bytes) else { return nil }
        return (try Checkpoint(parsing: SignedNote(parsing: bytes).text), bytes)
    }

    /// The signed note, as the ledger key signed it, or `nil` where nothing was written yet.
    ///
    /// A note of another key of the ledger, from before a rotation, is taken as it is.
    ///
    /// - Throws: ``CairnError`` with code `file.failed` where the file can't be read, or was damaged: that says nothing about the ledger.
    public func read(signedBy key: VerifierKey) throws(CairnError) -> (checkpoint: Checkpoint, note: [UInt8])? {
        do {
            guard let (checkpoint, bytes) = try read() else { return nil }
            let note = try SignedNote(parsing: bytes)
            if !note.signatures.contains(where: { $0.name == key.name && $0.keyHash != key.keyHash }) {
                try note.verify(key)
            }
            return (checkpoint, bytes)
        } catch let error as CairnError {
            throw error
        } catch {
            throw CairnError(
                .file,
                "\(path) is damaged, or of another ledger: it holds no checkpoint that \(key.name) signed (\(error)). "
                    + "That says nothing about the ledger: bring a copy of the file back"
            )
        }
    }

    /// Replaces the signed note; it is durable when this returns.
    ///
    /// - Throws: ``CairnError`` with code `file.failed`.
    public func write(_ note: [UInt8]) throws {
        try DurableFile.write(note, to: path)
    }
}
