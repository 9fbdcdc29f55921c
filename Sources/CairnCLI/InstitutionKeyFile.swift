import CairnVault
import Foundation

/// The institution key of a state directory: made at the first use.
struct InstitutionKeyFile {
    private let path: String

    init(_ directory: StateDirectory) {
        path = directory.path + "/keys/institution.key"
    }

    /// Whether there is a key.
    var exists: Bool { FileManager.default.fileExists(atPath: path) }

    /// The key; a new one where there is none yet.
    func read(_ passphrase: [UInt8]?) throws -> InstitutionKey {
        let file = CairnVault.KeyFile(path: path)
        if !FileManager.default.fileExists(atPath: path) {
            try file.create(try InstitutionKey().text(passphrase: passphrase))
        }
        return try InstitutionKey(parsing: file.read(), passphrase: passphrase)
    }
}
