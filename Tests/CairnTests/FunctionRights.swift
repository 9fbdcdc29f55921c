/// Who may call a function, and a call of it.
struct FunctionRights {
    /// A call with parameters of the right types.
    let call: String
    /// Who may call it.
    let caller: CairnRole?
    /// Who else may.
    var others: Set<CairnRole> = []
    /// How the call ends for who may.
    var outcome = "00000"

    /// The name of the function.
    var function: String { String(call.prefix { $0 != "(" }) }

    static let all = [
        FunctionRights(call: "cairn.create_ledger('third.example/ledger')", caller: .administrator),
        FunctionRights(call: "cairn.bind_author(1, 'author', 'login')", caller: .administrator),
        FunctionRights(call: "cairn.bind_login(1, 'login')", caller: .administrator),
        FunctionRights(call: "cairn.append(1, '', '{}', '{}')", caller: .appender, outcome: "CA007"),
        FunctionRights(call: "cairn.receipts(1, 'author', '{}', '{}')", caller: .appender),
        FunctionRights(call: "cairn.name_by_bodies(1, '{}', '{}')", caller: .sealer),
        FunctionRights(call: "cairn.claim_ids(1, '{}')", caller: nil),
        FunctionRights(call: "cairn.require_bound(1)", caller: nil),
        FunctionRights(call: "cairn.lead(1)", caller: .sealer),
        FunctionRights(call: "cairn.stop(1, 'reason')", caller: .sealer),
        FunctionRights(call: "cairn.here()", caller: nil),
        FunctionRights(call: "cairn.set_aside(1, 3)", caller: nil, outcome: "CA011"),
        FunctionRights(call: "cairn.leaf_hashes(1, '{}')", caller: .appender),
        FunctionRights(call: "cairn.tree_hashes(1, 0, 0, 1)", caller: .appender),
        FunctionRights(call: "cairn.author_notes(1, 'author', 0)", caller: .appender),
        FunctionRights(call: "cairn.uncounted_copies(1, 'author', '{}')", caller: .appender),
        FunctionRights(call: "cairn.followed(1, 'author', '0', '')", caller: nil),
        FunctionRights(call: "cairn.vouch(1, 0)", caller: .sealer, outcome: "CA019"),
        FunctionRights(
            call: "cairn.standing(1)",
            caller: .sealer,
            others: [.administrator, .appender, .projector, .auditor]
        ),
        FunctionRights(call: "cairn.release_ids(1, '{}', '{}')", caller: .sealer),
        FunctionRights(call: "cairn.discounted_by(1, 0)", caller: .appender),
        FunctionRights(call: "cairn.author_state('ledger.hospital-a.example/test', 'author')", caller: .appender),
        FunctionRights(
            call: "cairn.restore(1, 0, 0, '\\x610a0a', '{}', '{}', '{}')",
            caller: .administrator,
            outcome: "CA011"
        ),
        FunctionRights(call: "cairn.redact(1, '{1}', '{0}')", caller: .sealer, outcome: "CA016"),
        FunctionRights(call: "cairn.discard(1, 3)", caller: .administrator, outcome: "CA017"),
        FunctionRights(call: "cairn.projection_schema(1)", caller: .projector),
        FunctionRights(call: "cairn.open_projection(1, 'other')", caller: .projector, outcome: "CA013"),
        FunctionRights(call: "cairn.drop_projection(1, 'other')", caller: .projector, outcome: "CA013"),
        FunctionRights(call: "cairn.make_projection(1, 'other', '')", caller: .projector, outcome: "CA013"),
        FunctionRights(call: "cairn.index_projection(1, 'other', 'event', '')", caller: .projector, outcome: "CA013"),
        FunctionRights(call: "cairn.require_definition('')", caller: nil, outcome: "CA030"),
        FunctionRights(call: "cairn.swap_projection(9)", caller: .projector, outcome: "CA013"),
        FunctionRights(call: "cairn.readers(1)", caller: .projector),
        FunctionRights(call: "cairn.admit_reader(1, 'other', 'login')", caller: .projector, outcome: "CA013"),
        FunctionRights(call: "cairn.refuse_change()", caller: nil, outcome: "0A000"),
        FunctionRights(call: "cairn.refuse_change_of_entry()", caller: nil, outcome: "0A000"),
    ]
}
