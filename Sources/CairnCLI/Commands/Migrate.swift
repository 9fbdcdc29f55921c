import ArgumentParser
import CairnAudit
import CairnMigrations
import CairnPostgres

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the database's schema to this program's version.",
        discussion: "Example: cairn migrate --database 'service=cairn'"
    )
    @OptionGroup var options: SharedOptions

    func run() async throws {
        let applied = try await Migrator(options.address).migrate()
        try await Projector.register(options.address)
        try await Migrator(options.address).requireUnchanged()
        if options.json { return try Output.json(["applied": applied.map(\.name)]) }
        Output.line(
            applied.isEmpty ? "The schema is current." : "Applied: " + applied.map(\.name).joined(separator: ", ")
        )
    }
}
