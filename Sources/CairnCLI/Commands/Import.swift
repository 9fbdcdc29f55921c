import ArgumentParser

struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Record what is in files of other formats.",
        subcommands: [ImportDicom.self]
    )
}
