import Cairn
import CairnCrypto
import CairnModel
import CairnVault

/// Makes events of files, sealing what identifies someone; the same files give the same events again.
struct DicomImport {
    let vault: Vault
    let actor: String
    let source: String
    /// The random ids of studies that this import has seen.
    private var studies: [String: String] = [:]

    init(vault: Vault, actor: String, source: String) {
        self.vault = vault
        self.actor = actor
        self.source = source
    }

    /// The event of a series: one that is stored in the vault already, or a new one.
    mutating func body(of series: DicomSeries, time: Timestamp) async throws -> Body {
        let fingerprint = vault.fingerprint(of: series.identity)
        if let known = try await vault.imported(fingerprint) { return known }
        let subject = try await vault.subject(localID: series.localID)
        let id = try EventID.random(at: time)
        let salts = try series.files.map { _ in try Random.bytes(32) }
        let payload = try await vault.seal(series.identifying(salts: salts).encoded, for: subject.id, in: id)
        let study = try studies[series.study] ?? SubjectID.random().description
        studies[series.study] = study
        let event = ImageSeriesReceived(
            subject: subject.id.description,
            series: try SubjectID.random().description,
            study: study,
            modality: series.modality,
            instances: Int64(series.files.count),
            bytes: series.bytes,
            transferSyntaxes: series.transferSyntaxes,
            instancesRoot: series.root(salts: salts),
            actor: actor,
            sealed: [payload.reference]
        )
        let body = try Body(event, id: id, source: source, time: time)
        return try await vault.store(body, payloads: [payload], fingerprint: fingerprint)
    }

    /// The event of a file that is no image.
    func body(rejecting file: DicomFile, time: Timestamp) async throws -> Body {
        let fingerprint = vault.fingerprint(of: Array("dicom-rejected\n\(file.hash)".utf8))
        if let known = try await vault.imported(fingerprint) { return known }
        let reason = !file.isReadable ? "no-access" : file.header.isDirectory ? "dicom-directory" : "unreadable"
        let event = ImageRejected(reason: reason, bytes: file.bytes, actor: actor, sealed: [])
        let body = try Body(event, id: EventID.random(at: time), source: source, time: time)
        return try await vault.store(body, payloads: [], fingerprint: fingerprint)
    }
}
