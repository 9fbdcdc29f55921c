public import CairnVerification

/// Where a reading of a ledger ended, kept in a file that only its reader writes: beside the ledger key, or with the auditor.
public struct SnapshotFile: Sendable {
    private let path: String

    /// Takes the path of the file.
    public init(_ path: String) {
        self.path = path
    }

    /// The snapshot, or `nil` where nothing was written yet.
    ///
    /// - Throws: ``CairnError`` with code `file.failed`, or `ModelError` with code `snapshot.malformed`.
    public func read() throws -> FoldSnapshot? {
        try DurableFile.read(path, atMost: FoldSnapshot.largest).map { try FoldSnapshot(parsing: $0) }
    }

    /// Replaces the snapshot; it is durable when this returns.
    ///
    /// - Throws: ``CairnError`` with code `file.failed`.
    public func write(_ snapshot: FoldSnapshot) throws {
        try DurableFile.write(snapshot.bytes, to: path)
    }

    /// Forgets the snapshot.
    ///
    /// - Throws: ``CairnError`` with code `file.failed`.
    public func remove() throws {
        try DurableFile.remove(path)
    }
}
