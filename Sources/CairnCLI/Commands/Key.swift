import ArgumentParser

struct Key: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make, register, revoke and list the keys of authors.",
        subcommands: [KeyGenerate.self, KeyRegister.self, KeyRevoke.self, KeyList.self]
    )
}
