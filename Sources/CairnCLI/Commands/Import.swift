import ArgumentParser

struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Record what is in files.",
        discussion: "Example: cairn import dicom ~/studies --author gateway.hospital-a.example",
        subcommands: [ImportDicom.self, ImportEvents.self]
    )
}
