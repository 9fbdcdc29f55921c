import Cairn
import CairnLog
import CairnModel
import CairnPostgres
import Foundation

/// Where a user's private PostgreSQL, keys and state files are.
struct StateDirectory {
    let path: String

    init(_ given: String?) {
        let environment = ProcessInfo.processInfo.environment
        func absolute(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }
        if let given {
            path = absolute(given)
        } else if let state = environment["CAIRN_STATE"], !state.isEmpty {
            path = absolute(state)
        } else if getuid() == 0 {
            path = "/var/lib/cairn"
        } else if let state = environment["XDG_STATE_HOME"], !state.isEmpty {
            path = absolute(state) + "/cairn"
        } else {
            path = absolute(environment["HOME"] ?? ".") + "/.local/state/cairn"
        }
    }

    var cluster: String { path + "/postgres" }
    var ledgerKey: SigningKeyFile { SigningKeyFile(path + "/keys/ledger.pem") }
    var registrarKey: SigningKeyFile { SigningKeyFile(path + "/keys/registrar.pem") }
    var recoveryKey: SigningKeyFile { SigningKeyFile(path + "/keys/recovery.pem") }
    var sealed: String { path + "/keys/sealed.checkpoint" }
    var imports: String { path + "/imports" }
    var sealedFold: String { path + "/keys/sealed.fold" }
    private var originFile: String { path + "/origin" }

    /// The file of an author's key.
    func key(_ name: String) throws -> SigningKeyFile {
        for file in [registrarKey, recoveryKey] where FileManager.default.fileExists(atPath: file.path + ".vkey") {
            if try file.verifierKey().name.description == name { return file }
        }
        return SigningKeyFile(
            path + "/keys/\(try Origin(name).description.replacingOccurrences(of: "/", with: "_")).pem"
        )
    }

    /// What the author of a key was promised: beside a key of this directory; beside one from elsewhere, which may be kept
    /// offline, nothing is written.
    func authorFile(of key: SigningKeyFile) -> AuthorFile? {
        key.path.hasPrefix(path + "/keys/") ? AuthorFile(key.path + ".state") : nil
    }

    /// The files of authors' keys.
    func keyFiles() throws -> [String] {
        guard StateDirectory.isFolder(path + "/keys") else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: path + "/keys").sorted()
            .filter { $0.hasSuffix(".pem") && $0 != "ledger.pem" }.map { "\(path)/keys/\($0)" }
    }

    /// The verifier key that is meant by an author's name, or by the key itself.
    func verifierKey(_ given: String) throws -> VerifierKey {
        given.contains("+") ? try VerifierKey(parsing: given) : try key(given).verifierKey()
    }

    /// Whether a path leads to a folder.
    static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    /// Makes the folders, readable by their owner alone where they hold keys.
    func make() throws {
        let keys = path + "/keys"
        try FileManager.default.createDirectory(atPath: keys, withIntermediateDirectories: true)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: keys)
    }

    /// The ledger that commands mean where none is named.
    func origin(_ given: String?) throws -> Origin {
        if let given { return try Origin(given) }
        guard let data = FileManager.default.contents(atPath: originFile) else {
            throw CairnError(
                .noLedger,
                "no ledger in \(path): run cairn init NAME first, or name a state directory with --state"
            )
        }
        return try Origin(bytes: [UInt8](data).filter { $0 != UInt8(ascii: "\n") })
    }

    /// Whether the ledger's verifier key is here.
    var hasLedgerKey: Bool { FileManager.default.fileExists(atPath: ledgerKey.path + ".vkey") }

    /// Whether a ledger was begun here.
    var hasOrigin: Bool { FileManager.default.fileExists(atPath: originFile) }

    func write(_ origin: Origin) throws {
        try Data("\(origin)\n".utf8).write(to: URL(fileURLWithPath: originFile), options: .atomic)
    }
}
