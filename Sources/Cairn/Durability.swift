import CairnPostgres

/// What a server does so that what it has acknowledged is still there after a crash, or after a standby took over.
public struct Durability: Sendable {
    /// Whether the server waits for its disk.
    public let flushes: Bool
    /// Whether a page that was half written is found and repaired.
    public let writesFullPages: Bool
    /// Whether pages have checksums.
    public let hasChecksums: Bool
    /// How much the write-ahead log holds: `minimal`, `replica` or `logical`.
    public let walLevel: String
    /// The number of replicas that are connected.
    public let replicas: Int64
    /// Whether a commit waits for one of them.
    public let isSynchronous: Bool

    /// Takes what a server says of itself.
    public init(
        flushes: Bool,
        writesFullPages: Bool,
        hasChecksums: Bool,
        walLevel: String,
        replicas: Int64,
        isSynchronous: Bool
    ) {
        self.flushes = flushes
        self.writesFullPages = writesFullPages
        self.hasChecksums = hasChecksums
        self.walLevel = walLevel
        self.replicas = replicas
        self.isSynchronous = isSynchronous
    }

    static func read(_ connection: Connection) async throws -> Durability {
        let row = try await connection.query(SQL.durability, []).only()
        return Durability(
            flushes: try row.bool(0),
            writesFullPages: try row.bool(1),
            hasChecksums: try row.bool(2),
            walLevel: try row.text(3),
            replicas: try row.int64(4),
            isSynchronous: try row.bool(5)
        )
    }

    /// Fails where a crash, or a standby that takes over, can lose what was acknowledged.
    ///
    /// - Throws: ``CairnError`` with code `durability.off` or `durability.asynchronous`.
    public func require() throws(CairnError) {
        guard flushes, writesFullPages else {
            throw CairnError(
                .notDurable,
                "\(flushes ? "full_page_writes" : "fsync") is off: a crash of the machine loses what was acknowledged, or damages it. "
                    + "Set it on in postgresql.conf, and restart the server"
            )
        }
        guard replicas == 0 || isSynchronous else {
            throw CairnError(
                .asynchronous,
                "there are \(replicas) replicas, and no commit waits for one: if one of them takes over, it may lack what was "
                    + "acknowledged. Set synchronous_standby_names, or restore what is missing from an export then"
            )
        }
    }
}
