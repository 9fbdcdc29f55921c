import ArgumentParser

@main
struct CairnCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "cairn", abstract: "A provenance and consent ledger.")
}
