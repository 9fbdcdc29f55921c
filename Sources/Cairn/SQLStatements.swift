import CairnPostgres

/// The statements of this target, each in a file of its own.
enum SQL {
    static let append = Statement(name: "append", sql: PackageResources.append_sql)
    static let receipts = Statement(name: "receipts", sql: PackageResources.receipts_sql)
    static let authorState = Statement(name: "author_state", sql: PackageResources.author_state_sql)
    static let createLedger = Statement(name: "create_ledger", sql: PackageResources.create_ledger_sql)
    static let bindAuthor = Statement(name: "bind_author", sql: PackageResources.bind_author_sql)
    static let bindLogin = Statement(name: "bind_login", sql: PackageResources.bind_login_sql)
    static let ledger = Statement(name: "ledger", sql: PackageResources.ledger_sql)
    static let nameByBodies = Statement(name: "name_by_bodies", sql: PackageResources.name_by_bodies_sql)
    static let releaseIDs = Statement(name: "release_ids", sql: PackageResources.release_ids_sql)
    static let size = Statement(name: "size", sql: PackageResources.size_sql)
    static let entryByEventID = Statement(name: "entry_by_event_id", sql: PackageResources.entry_by_event_id_sql)
    static let discountedIn = Statement(name: "discounted_in", sql: PackageResources.discounted_in_sql)
    static let uninterpretedIn = Statement(name: "uninterpreted_in", sql: PackageResources.uninterpreted_in_sql)
    static let leafHashes = Statement(name: "leaf_hashes", sql: PackageResources.leaf_hashes_sql)
    static let submissions = Statement(name: "submissions", sql: PackageResources.submissions_sql)
    static let submissionColumns = Statement(name: "submission_columns", sql: PackageResources.submission_columns_sql)
    static let checkpoint = Statement(name: "checkpoint", sql: PackageResources.checkpoint_sql)
    static let discounted = Statement(name: "discounted", sql: PackageResources.discounted_sql)
    static let discountedAmong = Statement(name: "discounted_among", sql: PackageResources.discounted_among_sql)
    static let uncountedCopies = Statement(name: "uncounted_copies", sql: PackageResources.uncounted_copies_sql)
    static let tile = Statement(name: "tile", sql: PackageResources.tile_sql)
    static let tileRoots = Statement(name: "tile_roots", sql: PackageResources.tile_roots_sql)
    static let storeSeal = Statement(name: "store_seal", sql: PackageResources.store_seal_sql)
    static let storeCheckpoint = Statement(name: "store_checkpoint", sql: PackageResources.store_checkpoint_sql)
    static let notifySealed = Statement(name: "notify_sealed", sql: PackageResources.notify_sealed_sql)
    static let lead = Statement(name: "lead", sql: PackageResources.lead_sql)
    static let stop = Statement(name: "stop", sql: PackageResources.stop_sql)
    static let redact = Statement(name: "redact", sql: PackageResources.redact_sql)
    static let redactedBodies = Statement(name: "redacted_bodies", sql: PackageResources.redacted_bodies_sql)
    static let discard = Statement(name: "discard", sql: PackageResources.discard_sql)
    static let bodiesByAuthors = Statement(name: "bodies_by_authors", sql: PackageResources.bodies_by_authors_sql)
    static let absentDiscounted = Statement(name: "absent_discounted", sql: PackageResources.absent_discounted_sql)
    static let restore = Statement(name: "restore", sql: PackageResources.restore_sql)
    static let vouch = Statement(name: "vouch", sql: PackageResources.vouch_sql)
    static let clock = Statement(name: "clock", sql: PackageResources.clock_sql)
    static let authorNotes = Statement(name: "author_notes", sql: PackageResources.author_notes_sql)
    static let lookPast = Statement(name: "look_past", sql: PackageResources.look_past_sql)
    static let treeHashes = Statement(name: "tree_hashes", sql: PackageResources.tree_hashes_sql)
    static let ownLeafHashes = Statement(name: "own_leaf_hashes", sql: PackageResources.own_leaf_hashes_sql)
    static let commitDurably = Statement(name: "commit_durably", sql: PackageResources.commit_durably_sql)
    static let durability = Statement(name: "durability", sql: PackageResources.durability_sql)
    static let standbyMark = Statement(name: "standby_mark", sql: PackageResources.standby_mark_sql)
    static let setAside = Statement(name: "set_aside", sql: PackageResources.set_aside_sql)
    static let standing = Statement(name: "standing", sql: PackageResources.standing_sql)
    private static let entriesText = String(decoding: PackageResources.entries_sql, as: UTF8.self)
    private static let entriesWithoutBodiesText = String(
        decoding: PackageResources.entries_without_bodies_sql,
        as: UTF8.self
    )

    /// The rows of entries in order, for a `COPY`, which takes no parameters.
    static func entries(_ ledger: Int32, from first: UInt64, below end: UInt64) -> String {
        filled(entriesText, ledger, first, end)
    }

    /// The same, with the bodies of the submissions that start at some indexes, and with the hashes of the others.
    static func entries(_ ledger: Int32, from first: UInt64, below end: UInt64, withBodiesOf starts: [UInt64]) -> String
    {
        filled(entriesWithoutBodiesText, ledger, first, end)
            .replacing("$4::int8[]", with: "'{" + starts.map { "\($0)" }.joined(separator: ",") + "}'::int8[]")
    }

    private static func filled(_ text: String, _ ledger: Int32, _ first: UInt64, _ end: UInt64) -> String {
        text.replacing("$1::int4", with: "\(ledger)").replacing("$2::int8", with: "\(first)")
            .replacing("$3::int8", with: "\(end)")
    }

    static let listen = Statement(name: "listen_sealed", sql: "LISTEN cairn_sealed")
}
