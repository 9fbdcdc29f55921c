import ArgumentParser

struct Up: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start the private PostgreSQL of the state directory.",
        discussion: "Example: cairn up --state ./ledger"
    )
    @OptionGroup var options: SharedOptions

    func run() async throws {
        try options.directory.make()
        let cluster = Cluster(options.directory)
        try await cluster.start()
        if options.json {
            try Output.json(["state": options.directory.path, "database": cluster.conninfo])
        } else {
            Output.line("PostgreSQL is up in \(options.directory.path)")
            if options.directory.hasOrigin {
                Output.line("Run cairn seal: it looks whether anything is missing, and appends go on")
            }
        }
    }
}
