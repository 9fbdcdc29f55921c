import ArgumentParser
import Cairn
import CairnLog
import CairnModel

struct KeyList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Show which keys may sign what, as the ledger itself says.",
        discussion: "Example: cairn key list --json"
    )
    @OptionGroup var options: SharedOptions

    private struct Row: Encodable {
        let key: String
        let roles: [String]
        let registeredAt: UInt64
        let revokedAt: UInt64?
    }

    func run() async throws {
        let reader = try await LedgerReader(database: options.address, origin: options.origin())
        defer { reader.close() }
        let rows = try await reader.registry().registrations.sorted { $0.value.index < $1.value.index }.map {
            key,
            registration in
            Row(
                key: "\(key)",
                roles: registration.roles.map(\.name),
                registeredAt: registration.index,
                revokedAt: registration.revokedAt
            )
        }
        for row in rows {
            if options.json {
                try Output.json(row)
            } else {
                let state = row.revokedAt.map { "revoked by entry \($0)" } ?? "valid since entry \(row.registeredAt)"
                Output.line("\(row.key)  \(row.roles.joined(separator: ","))  \(state)")
            }
        }
    }
}
