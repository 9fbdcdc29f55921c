import Cairn
import Foundation

/// The passphrase of private keys: from a file that `CAIRN_PASSPHRASE_FILE` names, never from an argument.
enum Passphrase {
    /// The passphrase, or `nil` where none is given.
    static func given() throws -> [UInt8]? {
        guard let path = ProcessInfo.processInfo.environment["CAIRN_PASSPHRASE_FILE"], !path.isEmpty else { return nil }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CairnError(.file, "CAIRN_PASSPHRASE_FILE names a file that can't be read")
        }
        let line = [UInt8](data.prefix { $0 != UInt8(ascii: "\n") })
        return line.isEmpty ? nil : line
    }
}
