public import CairnLog
public import CairnModel
public import CairnPostgres

/// Lets an author go on whose ledger lost what it had promised: nothing is forgotten silently.
public struct AuthorReset: Sendable {
    private let file: AuthorFile
    private let author: VerifierKey
    private let origin: Origin
    private let database: DatabaseAddress

    /// Prepares a reset, as a login that may append for the author.
    public init(_ file: AuthorFile, of author: VerifierKey, to origin: Origin, in database: DatabaseAddress) {
        self.file = file
        self.author = author
        self.origin = origin
        self.database = database
    }

    /// What was promised and is not in the ledger.
    ///
    /// - Throws: ``CairnError`` with code `origin.unknown` or `file.failed`, or the database's error.
    public func missing() async throws -> [Promise] {
        let connection = try await Connection.connect(database)
        defer { connection.close() }
        let state = try await AuthorState.read(connection, origin, author)
        return try await state.missing(of: file.promises(to: author, by: origin), connection)
    }

    /// Forgets promises; write them down before.
    ///
    /// - Throws: ``CairnError`` with code `file.failed`.
    public func forget(_ lost: [Promise]) throws {
        let kept = try file.promises(to: author, by: origin).filter { !lost.contains($0) }
        try file.write(kept, to: author, by: origin)
    }
}
