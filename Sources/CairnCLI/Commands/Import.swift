import ArgumentParser

struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Record what is in files.",
        subcommands: [ImportDicom.self, ImportEvents.self]
    )
}
