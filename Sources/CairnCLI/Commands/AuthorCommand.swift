import ArgumentParser

struct AuthorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "author",
        abstract: "What an author was promised, and what to do where it is gone.",
        discussion: "Example: cairn author reset gateway.hospital-a.example --lost lost.jsonl",
        subcommands: [AuthorReset.self]
    )
}
