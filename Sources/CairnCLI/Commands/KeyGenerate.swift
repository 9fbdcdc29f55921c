import ArgumentParser
import Cairn
import CairnCrypto
import CairnLog
import CairnModel

struct KeyGenerate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Make a key for an author: a service or a role, never a person.",
        discussion: "Example: cairn key generate gateway.hospital-a.example"
    )
    @Argument(help: "The author's name.")
    var name: String
    @OptionGroup var options: SharedOptions

    func run() throws {
        let author = try Origin(name)
        try options.directory.make()
        let path = options.directory.key(name)
        let key = try KeyFile.write(Ed25519PrivateKey(), name: author.keyName, to: path, passphrase: Passphrase.given())
        if options.json { return try Output.json(["key": "\(key)", "file": path]) }
        Output.line("\(key)")
        Output.line("The private key is in \(path). Register it: cairn key register \(name) --role image")
    }
}
