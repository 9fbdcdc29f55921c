import CairnLog
import CairnModel
import CairnPostgres

/// Reads the key registry from the submissions that can have made it: those of the ledger key, and of whom it let register keys.
struct RegistryReading {
    let reader: LedgerReader
    let connection: Connection

    /// The registry; nothing of it was verified.
    ///
    /// Takes time in proportion to the events of the families `key` and `ledger`.
    func registry() async throws -> KeyRegistry {
        var authors: Set<String> = []
        guard let first = try await reader.notes(from: 0, below: 1)[0] else { return KeyRegistry() }
        var found: Set<String> = ["\(try Submission(parsing: first).statement.author)"]
        var registry = KeyRegistry()
        while found != authors {
            authors = found
            registry = try await self.registry(by: authors)
            for (key, registration) in registry.registrations
            where registration.roles.contains(where: { $0 == .key || $0 == .ledger }) {
                found.insert("\(key)")
            }
        }
        return registry
    }

    private func registry(by authors: Set<String>) async throws -> KeyRegistry {
        var registry = KeyRegistry()
        let parameters: [Parameter] = [.int32(reader.ledgerNumber), .textArray(authors.sorted())]
        for row in try await connection.query(SQL.registrySubmissions, parameters).rows {
            let start = UInt64(bitPattern: try row.int64(0))
            let end = start + UInt64(try Submission(parsing: row.bytes(1)).statement.count)
            var next = start
            while next < end {
                let entries = try await reader.entries(from: next, below: end)
                guard !entries.isEmpty else { break }
                for entry in entries {
                    let leafHash = entry.leafHash
                    // What is no body doesn't count, and makes no registry.
                    guard let event = try? Body(checking: entry.body).registryEvent else { continue }
                    registry.apply(event, index: entry.index, leafHash: leafHash)
                }
                next += UInt64(entries.count)
            }
        }
        return registry
    }
}
