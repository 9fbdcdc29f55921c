/// Who may do what with a table, and a row that fits into it.
struct TableRights {
    /// The name of the table.
    let table: String
    /// What follows `INSERT INTO table`; `$L` stands for the ledger's number.
    let row: String
    var change = "ledger_id = 1"
    var select: Set<CairnRole> = []
    var insert: Set<CairnRole> = []
    var update: Set<CairnRole> = []
    var delete: Set<CairnRole> = []
    /// Whether even the owner can't change a row.
    var isAppendOnly = false

    /// Whether rows of every ledger fit, which they don't into a partition.
    var isOfEachLedger: Bool { row.contains("$L") }

    func insertion(ledger: Int) -> String { "INSERT INTO \(table) " + row.replacing("$L", with: "\(ledger)") }

    /// Each statement that changes what is there, and who may run it.
    var changes: [(sql: String, allowed: Set<CairnRole>)] {
        [
            ("UPDATE \(table) SET \(change)", update), ("DELETE FROM \(table)", delete),
            ("TRUNCATE \(table) CASCADE", []),
        ]
    }

    private static let readers: Set<CairnRole> = [.sealer, .projector, .auditor]
    private static let wrapped = "decode(repeat('00', 72), 'hex')"

    static let all = ledgers + entries + sealed + vault

    private static let ledgers = [
        TableRights(
            table: "cairn.ledger",
            row: "(origin) VALUES ('other.example/$L')",
            change: "configuration = '{}'",
            select: [.administrator, .appender, .sealer, .projector, .auditor],
            isAppendOnly: true
        ),
        TableRights(table: "cairn.author_login", row: "VALUES ($L, 'author', 'login', 1)"),
        TableRights(
            table: "cairn.author",
            row: "(ledger_id, author) VALUES ($L, 'author')",
            change: "author = 'other'",
            isAppendOnly: true
        ),
        TableRights(
            table: "cairn.ledger_login",
            row: "VALUES ($L, 'login')",
            change: "login = gen_random_uuid()::text",
            select: [.appender, .sealer, .projector, .auditor, .vault]
        ),
        TableRights(
            table: "cairn.projection_definition",
            row: "VALUES (sha256('text'))",
            change: "digest = sha256(digest)"
        ),
        TableRights(
            table: "cairn.stopped",
            row: "VALUES ($L, 'reason')",
            select: readers
        ),
        TableRights(table: "cairn.gate", row: "VALUES (100$L)", change: "ledger_id = ledger_id"),
        TableRights(table: "cairn.leader", row: "VALUES (100$L)", change: "ledger_id = ledger_id"),
    ]

    private static let entries = [
        TableRights(
            table: "cairn.entry",
            row: "VALUES ($L, 1000, 0, 1000, 0, gen_random_uuid(), sha256('a'), 'body')",
            select: readers,
            isAppendOnly: true
        ),
        TableRights(
            table: "cairn.entry_1",
            row: "VALUES (1, 1001, 0, 1001, 0, gen_random_uuid(), sha256('a'), 'body')",
            isAppendOnly: true
        ),
        TableRights(
            table: "cairn.entry_2",
            row: "VALUES (2, 1001, 0, 1001, 0, gen_random_uuid(), sha256('a'), 'body')",
            change: "ledger_id = 2",
            isAppendOnly: true
        ),
        TableRights(table: "cairn.misnamed", row: "VALUES ($L, 1000, gen_random_uuid())", select: readers),
        TableRights(
            table: "cairn.submission",
            row: "VALUES ($L, 1000, 'author', 0, 3, sha256('a'), sha256('b'), 'note')",
            select: readers,
            isAppendOnly: true
        ),
    ]

    private static let sealed = [
        TableRights(
            table: "cairn.tile",
            row: "VALUES ($L, 0, 1000, NULL, sha256('a'))",
            select: readers,
            insert: [.sealer],
            isAppendOnly: true
        ),
        TableRights(
            table: "cairn.checkpoint",
            row: "VALUES ($L, 1000, 999, 'note')",
            select: readers.union([.appender]),
            insert: [.sealer],
            isAppendOnly: true
        ),
        TableRights(
            table: "cairn.cosignature",
            row: "VALUES ($L, 3, 'witness', 'line')",
            select: readers,
            insert: [.sealer],
            isAppendOnly: true
        ),
        TableRights(
            table: "cairn.discounted",
            row: "VALUES ($L, 0, 'submission.role')",
            select: readers.union([.appender]),
            insert: [.sealer],
            isAppendOnly: true
        ),
        TableRights(
            table: "cairn.uninterpreted",
            row: "VALUES ($L, 0, 'event.malformed')",
            select: readers.union([.appender]),
            insert: [.sealer],
            isAppendOnly: true
        ),
    ]

    private static let vault = [
        TableRights(
            table: "cairn_vault.institution_key",
            row: "VALUES ($L, 'key', \(wrapped), \(wrapped))",
            select: [.vault],
            insert: [.vault],
            update: [.vault]
        ),
        TableRights(
            table: "cairn_vault.subject",
            row: "VALUES ($L, 'subject', sha256('a'), \(wrapped), 'key', \(wrapped))",
            select: [.vault],
            insert: [.vault],
            update: [.vault],
            delete: [.vault]
        ),
        TableRights(
            table: "cairn_vault.payload",
            row: "VALUES ($L, sha256('a'), 'key', gen_random_uuid(), 'sealed')",
            select: [.vault],
            insert: [.vault],
            delete: [.vault]
        ),
        TableRights(
            table: "cairn_vault.imported",
            row: "VALUES ($L, sha256('a'), \(wrapped), gen_random_uuid(), 'body')",
            select: [.vault],
            insert: [.vault],
            update: [.vault],
            delete: [.vault]
        ),
    ]
}
