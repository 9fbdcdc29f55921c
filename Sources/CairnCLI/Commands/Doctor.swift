import ArgumentParser
import Cairn
import CairnCrypto
import CairnLog
import CairnModel
import CairnPostgres
import Foundation

struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check what the ledger needs: database, schema, keys, state file.",
        discussion: "It doesn't verify: cairn verify does. Example: cairn doctor"
    )
    @OptionGroup var options: SharedOptions

    private struct Check: Encodable {
        let what: String
        let isFine: Bool
        let remark: String
    }

    /// Whether a private key belongs to the verifier key beside it; one behind a passphrase that isn't given is not opened.
    private static func check(_ file: SigningKeyFile) throws -> String {
        let verifierKey = try file.verifierKey()
        let passphrase = try Passphrase.given()
        guard try !file.isEncrypted() || passphrase != nil else {
            return "\(verifierKey) (behind a passphrase, not opened)"
        }
        guard try file.privateKey(passphrase: passphrase).publicKey == verifierKey.publicKey else {
            throw CairnError(
                .file,
                "\(file.path) is not the private key of \(file.path).vkey: bring the right one back"
            )
        }
        return "\(verifierKey)"
    }

    func run() async throws {
        var checks: [Check] = []
        func check(_ what: String, _ body: () async throws -> String) async {
            do { checks.append(Check(what: what, isFine: true, remark: try await body())) } catch {
                checks.append(Check(what: what, isFine: false, remark: "\(error)"))
            }
        }
        await check("schema") {
            try await Migrator(options.address).requireCurrent()
            return "current"
        }
        await check("catalogue") {
            do {
                try await Migrator(options.address).requireUnchanged()
                return "as migrations make it"
            } catch let error as PostgresError where error.code == .insufficientPrivilege {
                return "not compared: only the login that migrates can"
            }
        }
        await check("ledger key") { try Doctor.check(options.directory.ledgerKey) }
        let recovery = options.directory.recoveryKey.path
        for file in try options.directory.keyFiles() {
            await check("key \(file)") {
                let key = try Doctor.check(SigningKeyFile(file))
                return file == recovery ? "\(key) is the recovery key: move it away from this machine" : key
            }
        }
        await check("sealed") {
            let reader = try await LedgerReader(database: options.address, origin: options.origin())
            defer { reader.close() }
            let size = try await reader.size()
            guard let signed = try StateFile(options.directory.sealed).read()?.checkpoint.size else {
                guard try await reader.checkpoint() == nil else {
                    throw CairnError(
                        .inconsistent,
                        "the database holds checkpoints, and \(options.directory.sealed) is missing: bring it back, or put the "
                            + "file checkpoint of the newest export that verifies in its place; nothing is sealed until then"
                    )
                }
                return "nothing was sealed yet"
            }
            guard signed <= size else {
                throw CairnError(
                    .behind,
                    "entries \(size) to \(signed - 1) were signed and are missing: bring them back with cairn restore EXPORT"
                )
            }
            return "\(signed) of \(size) entries"
        }
        await check("clock") {
            let reader = try await LedgerReader(database: options.address, origin: options.origin())
            defer { reader.close() }
            let offset = Double(try await reader.clockOffset()) / 1_000_000
            guard abs(offset) <= 60 else {
                throw CairnError(
                    offset > 0 ? .clockAhead : .clock,
                    "the database server's clock differs by \(offset) s from this machine's: set right whichever is wrong"
                )
            }
            try await reader.requireNoTimeAhead(of: SharedOptions.now())
            return "the database server's differs by \(offset) s from this machine's"
        }
        await check("durability") {
            let reader = try await LedgerReader(database: options.address, origin: options.origin())
            defer { reader.close() }
            let durability = try await reader.durability()
            try durability.require()
            return "fsync and full_page_writes are on, data_checksums are \(durability.hasChecksums ? "on" : "off"), "
                + "wal_level is \(durability.walLevel), \(durability.replicas) replicas"
        }
        await check("appends") {
            let reader = try await LedgerReader(database: options.address, origin: options.origin())
            defer { reader.close() }
            try await reader.requireOpen()
            return "open: the sealer has looked since this server started"
        }
        for check in checks {
            if options.json {
                try Output.json(check)
            } else {
                Output.line(
                    "\(check.isFine ? "ok  " : "FAIL") \(check.what): \(check.remark)",
                    check.isFine ? .good : .bad
                )
            }
        }
        if checks.contains(where: { !$0.isFine }) { throw ExitCode(1) }
    }
}
