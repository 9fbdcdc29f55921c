import CairnLog
import CairnModel
import CairnPostgres

/// Reads the key registry from the submissions that can have made it: those of the ledger key, and of the keys that
/// it, or one of these, let change the registry.
///
/// Nothing is verified, and what the sealer has discounted is left out; of an honest ledger it gives what verification
/// gives.
struct RegistryReading {
    let ledger: Int32
    let origin: Origin
    let connection: Connection

    /// One event of the registry that its author may sign.
    private struct Item {
        let event: RegistryEvent
        let index: UInt64
        let author: VerifierKey
        let firstIndex: UInt64
    }

    /// The registry.
    ///
    /// Takes time in proportion to the events of the keys that make it.
    func registry() async throws -> KeyRegistry {
        var authors: Set<String> = []
        var found = try await firstAuthor()
        var registry = KeyRegistry()
        while found != authors {
            authors = found
            registry = KeyRegistry()
            try await read(authors) { item in
                guard isAllowed(item, registry) else { return }
                // Without an effect it changes nothing.
                _ = registry.apply(item.event, index: item.index, by: item.author, from: item.firstIndex)
            }
            for key in registry.keys(with: { $0.allows(Role.key.name) || $0.allows(Role.ledger.name) }) {
                found.insert("\(key)")
            }
        }
        return registry
    }

    /// The redactions from an index on that their authors may sign, in their order.
    func redactions(from first: UInt64) async throws -> [(index: UInt64, redaction: RedactionRecorded)] {
        let registry = try await registry()
        let keys = registry.keys { $0.allows(Role.redaction.name) }
        var redactions: [(UInt64, RedactionRecorded)] = []
        guard !keys.isEmpty else { return [] }
        try await read(Set(keys.map { "\($0)" }), from: first) { item in
            guard case .redacted(let redaction) = item.event, redaction.index < item.index,
                !redaction.redactedType.isRegistry, isAllowed(item, registry)
            else { return }
            redactions.append((item.index, redaction))
        }
        return redactions
    }

    /// The author of submission 0, where it parses.
    private func firstAuthor() async throws -> Set<String> {
        let parameters: [Parameter] = [.int32(ledger), .int64(0), .int64(1)]
        let notes = try DatabaseSource.notes(try await connection.query(SQL.submissions, parameters).rows)
        // What is no submission begins no ledger, and makes no registry.
        guard let note = notes[0], let submission = try? Submission(parsing: note) else { return [] }
        return ["\(submission.statement.author)"]
    }

    /// Goes through the events of the registry by some authors, in their order.
    private func read(_ authors: Set<String>, from first: UInt64 = 0, _ take: (Item) -> Void) async throws {
        var submission = first > UInt64(Limits.submissionBodies) ? Int64(first) - Int64(Limits.submissionBodies) : 0
        var last = Int64(first) - 1
        let names = Parameter.textArray(authors.sorted())
        while true {
            let parameters: [Parameter] = [.int32(ledger), names, .int64(submission), .int64(last)]
            let rows = try await connection.query(SQL.bodiesByAuthors, parameters).rows
            guard !rows.isEmpty else { return }
            for row in rows {
                last = try row.int64(0)
                submission = try row.int64(2)
                if let item = try RegistryReading.item(row) { take(item) }
            }
        }
    }

    /// The event of a row; what is none of the registry makes none.
    private static func item(_ row: QueryResult.Row) throws -> Item? {
        guard let bytes = try row.optionalBytes(1),
            // A key that is none has signed nothing.
            let author = try? VerifierKey(parsing: row.text(3)),
            // A body that breaks the rules doesn't count.
            let event = try? Body(checking: bytes).registryEvent
        else { return nil }
        return Item(
            event: event,
            index: UInt64(bitPattern: try row.int64(0)),
            author: author,
            firstIndex: UInt64(bitPattern: try row.int64(2))
        )
    }

    /// Whether the event is where it may be, and its author may sign it.
    private func isAllowed(_ item: Item, _ registry: KeyRegistry) -> Bool {
        let roles = registry.roles(of: item.author)
        let isBeginning = item.firstIndex == 0
        let mayGiveRecovery = isBeginning || roles.contains(.recovery)
        return (isBeginning || roles.contains { $0.allows(item.event.family) })
            && item.event.misplacement(in: origin, at: item.index, mayGiveRecovery: mayGiveRecovery) == nil
    }
}

extension RegistryEvent {
    /// The family of the event's type.
    fileprivate var family: String {
        switch self {
        case .created: LedgerCreated.type.family
        case .keyChanged: LedgerKeyChanged.type.family
        case .registered: KeyRegistered.type.family
        case .revoked: KeyRevoked.type.family
        case .redacted: RedactionRecorded.type.family
        }
    }
}
