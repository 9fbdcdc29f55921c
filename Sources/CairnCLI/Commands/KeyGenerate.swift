import ArgumentParser
import Cairn
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
    @Flag(help: "Ask for a passphrase that protects the key; CAIRN_PASSPHRASE_FILE names a file with one.")
    var passphrase = false
    @OptionGroup var options: SharedOptions

    func run() throws {
        let author = try Origin(name)
        try options.directory.make()
        let file = try options.directory.key(name)
        let key = try file.create(name: author.keyName, passphrase: Passphrase.forWriting(isWanted: passphrase))
        if options.json { return try Output.json(["key": "\(key)", "file": file.path]) }
        Output.line("\(key)")
        Output.line("The private key is in \(file.path). Register it: cairn key register \(name) --role image")
    }
}
