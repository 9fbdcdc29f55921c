public import CairnLog
import CairnModel

/// The proof for one event that travels alone: evidence for the event, and the same for the registration of its
/// author's key.
///
/// Its files are `entry`, `body`, `note`, `path` and `entry.tlog-proof`, and the same five in the folder `registration/`.
/// The event's `body` may be missing: then the proof shows who signed when, not what. For an event that the ledger key
/// itself signed, in submission 0, the registration is entry 0.
public struct EventProof: Sendable, Equatable {
    /// What the proof can't show, in a sentence that goes with every verdict on one.
    public static let limits =
        "A proof of one event can't show that its author's key was not revoked before, nor that the registration and the "
        + "event's submission follow their authors' earlier ones: only the verification of the whole ledger can."

    /// Evidence for the event.
    public let event: EventEvidence
    /// Evidence for the entry that registered the key of the event's author.
    public let registration: EventEvidence

    /// Takes evidence for the event and for its author's registration.
    public init(event: EventEvidence, registration: EventEvidence) {
        self.event = event
        self.registration = registration
    }

    /// Reads a proof from its files, given by their paths inside its folder.
    ///
    /// - Throws: ``Finding`` with code `export.missing-file`, or `export.malformed`, also for a file that doesn't
    ///   belong there.
    public init(files: [String: [UInt8]]) throws(Finding) {
        let known = Set(EventEvidence.fileNames + EventEvidence.fileNames.map { EventProof.folder + $0 })
        if let stranger = files.keys.filter({ !known.contains($0) }).min() {
            throw Finding(.exportMalformed, "\(stranger) doesn't belong to a proof of one event")
        }
        event = try EventEvidence(files: files, in: "")
        registration = try EventEvidence(files: files, in: EventProof.folder)
    }

    /// The files, by their paths inside the proof's folder.
    public var files: [String: [UInt8]] {
        event.files.merging(registration.files.map { (EventProof.folder + $0, $1) }) { file, _ in file }
    }

    /// Verifies the proof, with nothing but the ledger's key.
    ///
    /// The verdict's sentences say what such a proof can't show: ``limits``.
    ///
    /// - Parameters:
    ///   - ledgerKey: The ledger's verifier key that was current at the checkpoint, from outside.
    ///   - policy: The witnesses that the auditor trusts. Without one, nothing is asked of witnesses.
    /// - Returns: The verdict; the first thing that is wrong is its only finding about the ledger.
    public func verify(by ledgerKey: VerifierKey, policy: Policy? = nil) -> Verdict {
        do throws(Finding) {
            let signed = try SignedCheckpoint(event.proof.checkpoint, by: ledgerKey)
            guard registration.proof.checkpoint == event.proof.checkpoint else {
                throw Finding(.exportMalformed, "event and registration are proven against two checkpoints, not one")
            }
            let registration = try ProvenEntry(registration, under: signed)
            let event = try ProvenEntry(event, under: signed)
            try event.requireAuthor(registeredBy: registration)
            var anchoring = Anchoring()
            if let policy { anchoring = Anchoring(signed, ledgerKey: ledgerKey, policy: policy, earlier: nil) }
            return Verdict(proof: signed, event, anchoring, hasPolicy: policy != nil)
        } catch {
            return Verdict(unproven: error)
        }
    }

    private static let folder = "registration/"
}
