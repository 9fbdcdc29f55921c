import CairnCrypto
import CairnLog

/// How far witnesses outside the ledger vouch for it: what a policy says of the checkpoint and of an earlier, cosigned
/// one.
struct Anchoring: Sendable {
    /// The size up to which a quorum of witnesses has seen the ledger.
    private(set) var size: UInt64?
    /// What is wrong with cosignatures.
    private(set) var findings: [Finding] = []
    /// The root that the tree must have at the size of the earlier checkpoint.
    private(set) var landmark: Landmark?

    /// No policy was given: nothing is asked of witnesses.
    init() {}

    /// Asks a policy about the ledger's checkpoint, and, where that is not cosigned by a quorum, about an earlier one.
    init(_ signed: SignedCheckpoint, ledgerKey: VerifierKey, policy: Policy, earlier: [UInt8]?) {
        guard policy.logs.isEmpty || policy.logs.contains(ledgerKey) else {
            findings = [Finding(.quorum, "the policy is about other logs: it doesn't name this ledger's key")]
            return
        }
        do throws(Finding) {
            let witnesses = try Anchoring.witnesses(of: signed.note, policy)
            if policy.isQuorum(witnesses) {
                size = witnesses.isEmpty ? nil : signed.checkpoint.size
                return
            }
            if let earlier { try take(earlier, of: signed, policy) }
            findings = [missing(signed.checkpoint.size, witnesses.count, policy)]
        } catch {
            findings = [error]
        }
    }

    private mutating func take(_ bytes: [UInt8], of signed: SignedCheckpoint, _ policy: Policy) throws(Finding) {
        let note: SignedNote
        let checkpoint: Checkpoint
        do {
            note = try SignedNote(parsing: bytes)
            checkpoint = try Checkpoint(parsing: note.text)
        } catch {
            throw Finding(.checkpointMalformed, "the cosigned checkpoint doesn't parse: \(error.message)")
        }
        guard checkpoint.origin == signed.checkpoint.origin else {
            throw Finding(.checkpointMalformed, "the cosigned checkpoint is of another ledger")
        }
        guard policy.isQuorum(try Anchoring.witnesses(of: note, policy)) else { return }
        size = checkpoint.size
        landmark = Landmark(size: checkpoint.size, root: checkpoint.root, whose: "witnesses have cosigned")
    }

    private func missing(_ total: UInt64, _ count: Int, _ policy: Policy) -> Finding {
        let since = size.map { total > $0 ? total - $0 : 0 } ?? total
        return Finding(
            .quorum,
            at: size,
            "no quorum of witnesses vouches for the last \(since) entries: \(count) of \(policy.witnesses.count) "
                + "have cosigned the checkpoint; ask for more cosignatures"
        )
    }

    /// The names of the witnesses that cosigned; one wrong cosignature by a witness of the policy refuses the note.
    private static func witnesses(of note: SignedNote, _ policy: Policy) throws(Finding) -> Set<[UInt8]> {
        var names: Set<[UInt8]> = []
        for witness in policy.witnesses {
            guard let key = witness.key,
                note.signatures.contains(where: { $0.name == key.name && $0.keyHash == key.keyHash })
            else { continue }
            do { _ = try Cosignature(on: note, by: key) } catch {
                throw Finding(.checkpointSignature, "a cosignature of the checkpoint is wrong: \(error.message)")
            }
            names.insert(witness.name)
        }
        return names
    }
}
