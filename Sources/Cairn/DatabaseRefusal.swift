import CairnPostgres

extension CairnError {
    /// What the database's functions refuse, by SQLSTATE: see the headers of the migrations.
    private static let refusals: [String: (code: Code, next: String)] = [
        "55P03": (
            .locked,
            "another session holds a lock of the ledger; nothing was changed: do the same again, and see in pg_locks who holds it"
        ),
        "CA001": (.outOfOrder, "one process appends for a key: end the other one, and append again"),
        "CA003": (.notBound, "register the key, and bind the login to it: cairn key register"),
        "CA004": (.clock, "set the clock of the database server"),
        "CA009": (.stopped, "bring back what is missing (cairn restore EXPORT), then run cairn seal"),
        "CA011": (.notStopped, "cairn seal says whether entries are missing"),
        "CA012": (.restoreOrder, "verify the export, and compare it with the database"),
        "CA013": (.loginNotBound, "have an administrator run cairn.bind_login for the login"),
        "CA014": (.forked, "nothing more is appended; keep what was seen, and verify the ledger: cairn verify"),
        "CA015": (.anchorStale, "read the head of the ledger, and sign again"),
        "CA016": (.redactionRefused, "verify the ledger: cairn verify"),
        "CA017": (.discardRefused, "cairn log says which submissions don't count"),
        "CA018": (.unvouched, "run cairn seal: it looks whether anything is missing, and appends go on"),
        "CA020": (.setAsideRefused, "keep the database as it is, and verify it: cairn verify"),
        "CA019": (.vouchRefused, "run cairn seal"),
    ]

    /// The error as users know it, where it is a refusal that they can mend.
    static func told(_ error: any Error) -> any Error {
        guard let error = error as? PostgresError, let (code, next) = refusals[error.code.rawValue] else {
            return error
        }
        return CairnError(code, "\(error.message): \(next)")
    }
}
