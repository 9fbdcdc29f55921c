import ArgumentParser

struct Down: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Stop the private PostgreSQL of the state directory.",
        discussion: "Nothing is lost. Example: cairn down --state ./ledger"
    )
    @OptionGroup var options: SharedOptions

    func run() async throws {
        try await Cluster(options.directory).stop()
        if options.json {
            try Output.json(["state": options.directory.path])
        } else {
            Output.line("PostgreSQL is down in \(options.directory.path)")
        }
    }
}
