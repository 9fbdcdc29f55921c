import ArgumentParser
import Cairn
import CairnLog
import CairnModel
import Foundation

struct KeyGenerate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Make a key for an author: a service or a role, never a person.",
        discussion: """
            Examples: cairn key generate gateway.hospital-a.example
                      cairn key generate gateway.hospital-a.example --replace
            """
    )
    @Argument(help: "The author's name.")
    var name: String
    @Flag(help: "Ask for a passphrase that protects the key; CAIRN_PASSPHRASE_FILE names a file with one.")
    var passphrase = false
    @Flag(help: "Make a successor of the key that is there; the old one is kept beside it, in NAME.KEYHASH.pem.")
    var replace = false
    @OptionGroup var options: SharedOptions

    func run() throws {
        let author = try Origin(name)
        try options.directory.make()
        let file = try options.directory.key(name)
        let passphrase = try Passphrase.forWriting(isWanted: passphrase)
        if FileManager.default.fileExists(atPath: file.path + ".vkey"),
            FileManager.default.fileExists(atPath: file.path)
        {
            guard replace else {
                throw CairnError(.exists, "\(name) has a key in \(file.path): --replace keeps it beside a new one")
            }
            try keepBeside(file)
        }
        let key = try file.create(name: author.keyName, passphrase: passphrase)
        if options.json { return try Output.json(["key": "\(key)", "file": file.path]) }
        Output.line("\(key)")
        let register = replace ? "\(name) --renew" : "\(name) --role image"
        Output.line("The private key is in \(file.path). Register it: cairn key register \(register)")
    }

    /// Gives the files of a key another name.
    ///
    /// The private key goes first: its verifier key alone would be in nobody's way.
    private func keepBeside(_ file: SigningKeyFile) throws {
        let hash = "\(try file.verifierKey())".split(separator: "+").dropFirst().first ?? "old"
        let kept = "\(file.path.dropLast(".pem".count)).\(hash).pem"
        for ending in ["", ".vkey"] {
            try FileManager.default.moveItem(atPath: file.path + ending, toPath: kept + ending)
        }
        // What the old key was promised stays with it.
        if FileManager.default.fileExists(atPath: file.path + ".state") {
            try FileManager.default.moveItem(atPath: file.path + ".state", toPath: kept + ".state")
        }
        if !options.json { Output.line("The old private key is in \(kept).") }
    }
}
