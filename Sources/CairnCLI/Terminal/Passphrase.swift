import Cairn
import CairnVault
import Foundation
import Glibc

/// The passphrase of private keys: from a file that `CAIRN_PASSPHRASE_FILE` names, or asked for on the terminal; never from an argument.
enum Passphrase {
    private static let longest = 1_024

    /// The passphrase of the file, or `nil` where no file is named.
    static func given() throws -> [UInt8]? {
        guard let path = ProcessInfo.processInfo.environment["CAIRN_PASSPHRASE_FILE"], !path.isEmpty else { return nil }
        let content = try KeyFile(path: path).read()
        var line = content.prefix { $0 != UInt8(ascii: "\n") }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        guard (1...longest).contains(line.count) else {
            throw CairnError(
                .file,
                "the first line of \(path), which CAIRN_PASSPHRASE_FILE names, must be a passphrase of 1 to \(longest) bytes"
            )
        }
        return Array(line)
    }

    /// The passphrase for a key that has one.
    static func forReading(_ key: SigningKeyFile) throws -> [UInt8]? {
        if let given = try given() { return given }
        return try key.isEncrypted() ? try asked("Passphrase of \(key.path): ") : nil
    }

    /// The passphrase for a new key: asked for twice where one is wanted and no file is named.
    static func forWriting(isWanted: Bool) throws -> [UInt8]? {
        if let given = try given() { return given }
        guard isWanted else { return nil }
        let first = try asked("New passphrase: ")
        guard !first.isEmpty else { throw CairnError(.file, "an empty passphrase protects nothing") }
        guard try asked("Again: ") == first else {
            throw CairnError(.file, "the two passphrases differ; nothing was written")
        }
        return first
    }

    /// Asks on the terminal, without showing what is typed.
    private static func asked(_ prompt: String) throws -> [UInt8] {
        let terminal = unsafe open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard terminal >= 0 else {
            throw CairnError(
                .file,
                "a passphrase is needed and there is no terminal to ask on: name a file with it in CAIRN_PASSPHRASE_FILE"
            )
        }
        defer { close(terminal) }
        var shown = termios()
        guard unsafe tcgetattr(terminal, &shown) == 0 else {
            throw CairnError(.file, "the terminal can't be asked for a passphrase")
        }
        var hidden = shown
        hidden.c_lflag &= ~tcflag_t(ECHO)
        unsafe tcsetattr(terminal, TCSAFLUSH, &hidden)
        defer { unsafe tcsetattr(terminal, TCSAFLUSH, &shown) }
        let question = FileHandle(fileDescriptor: terminal, closeOnDealloc: false)
        question.write(Data(Output.escaped(prompt).utf8))
        var answer: [UInt8] = []
        var byte: UInt8 = 0
        while unsafe read(terminal, &byte, 1) == 1, byte != UInt8(ascii: "\n"), answer.count < longest {
            answer.append(byte)
        }
        question.write(Data("\n".utf8))
        return answer
    }
}
