import ArgumentParser

struct Key: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make, register, revoke and list the keys of authors.",
        discussion:
            "Example: cairn key generate gateway.hospital-a.example && cairn key register gateway.hospital-a.example --role image",
        subcommands: [KeyGenerate.self, KeyRegister.self, KeyRevoke.self, KeyList.self]
    )
}
