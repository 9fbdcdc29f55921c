import ArgumentParser
import Cairn
import CairnLog
import CairnModel
import CairnPostgres
import Foundation

/// What every command takes.
struct SharedOptions: ParsableArguments {
    @Option(help: "The state directory: keys, and the private PostgreSQL (also CAIRN_STATE).")
    var state: String?

    @Option(help: "A PostgreSQL of your own: any libpq connection string (also CAIRN_DATABASE).")
    var database: String?

    @Option(name: .customLong("ledger"), help: "The ledger, where the state directory doesn't say.")
    var ledger: String?

    @Flag(help: "Write JSON, one object a line.")
    var json = false

    var directory: StateDirectory { StateDirectory(state) }

    func origin() throws -> Origin { try directory.origin(ledger) }

    /// The database that was given, or the private one.
    var address: DatabaseAddress {
        let given = database ?? ProcessInfo.processInfo.environment["CAIRN_DATABASE"]
        if let given, !given.isEmpty { return DatabaseAddress(given) }
        return DatabaseAddress(Cluster(directory).conninfo)
    }

    /// The ledger's verifier key: the one given, or the one beside the ledger key.
    func ledgerKey(_ given: String?) throws -> VerifierKey {
        guard let given else {
            guard directory.hasLedgerKey else {
                throw CairnError(
                    .file,
                    "no ledger key in \(directory.path): give the ledger's verifier key with --ledger-key, or run cairn init NAME"
                )
            }
            return try directory.ledgerKey.verifierKey()
        }
        if FileManager.default.fileExists(atPath: given) { return try SigningKeyFile.readVerifierKey(given) }
        return try VerifierKey(parsing: given)
    }

    /// Appends as an author of the state directory, and closes in any case.
    func withAppender<Value: Sendable>(
        _ key: SigningKeyFile,
        patience: Duration = .seconds(10),
        _ body: (Appender) async throws -> Value
    ) async throws -> Value {
        let author = try key.verifierKey()
        let appender = try await Appender(
            database: address,
            origin: origin(),
            author: author,
            key: key.privateKey(passphrase: Passphrase.forReading(key)),
            roles: roles(of: author),
            file: directory.authorFile(of: key),
            ledgerKey: directory.hasLedgerKey ? directory.ledgerKey.verifierKey() : nil,
            patience: patience,
            tell: { Output.write("cairn: \($0)\n", toError: true) }
        )
        do {
            let value = try await body(appender)
            await appender.close()
            return value
        } catch {
            await appender.close()
            throw error
        }
    }

    /// What a key may sign; nothing where this login may not read the ledger, and so can't know.
    private func roles(of author: VerifierKey) async throws -> [Role]? {
        let reader = try await LedgerReader(database: address, origin: origin())
        defer { reader.close() }
        let registration: KeyRegistry.Registration?
        do { registration = try await reader.registry().registrations[author] } catch { return nil }
        if let revoked = registration?.revokedAt {
            throw CairnError(
                .role,
                "the key of \(author.name) was revoked by entry \(revoked): what it signs doesn't count; use another"
            )
        }
        return registration?.roles
    }

    /// The time now.
    static func now() throws -> Timestamp {
        guard let now = Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) else {
            throw CairnError(.file, "the clock shows a year beyond 9999")
        }
        return now
    }
}
