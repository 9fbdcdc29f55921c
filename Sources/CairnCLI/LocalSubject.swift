import Cairn
import CairnVault
import Foundation

/// A subject by the identifier that the institution knows the person by; it never leaves the vault.
enum LocalSubject {
    /// The subject id of a patient, by number and issuer of the number.
    static func find(_ localID: String, issuer: String, _ options: SharedOptions) async throws -> String {
        let vault = try await vault(options)
        defer { vault.close() }
        guard let subject = try await vault.find(localID: bytes(localID, issuer: issuer)) else {
            throw CairnError(
                .noEntry,
                "the vault knows no subject by this local identifier: it was never enrolled here, or is erased"
            )
        }
        return "\(subject)"
    }

    /// What the vault knows a patient by, the same as for imported images.
    static func bytes(_ localID: String, issuer: String) -> [UInt8] { Array("patient\n\(issuer)\n\(localID)".utf8) }

    static func vault(_ options: SharedOptions) async throws -> Vault {
        let origin = try options.origin()
        let reader = try await LedgerReader(database: options.address, origin: origin)
        defer { reader.close() }
        return try await Vault.open(
            address: options.address,
            ledger: reader.ledgerNumber,
            origin: origin,
            institutionKey: InstitutionKeyFile(options.directory).read(Passphrase.given())
        )
    }
}
