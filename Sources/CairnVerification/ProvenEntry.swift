import CairnCrypto
import CairnLog
import CairnModel

/// An entry that is shown to be in the tree of a checkpoint, in a submission that its author signed.
struct ProvenEntry {
    let entry: Entry
    /// The body, where it is here.
    let body: Body?
    let statement: SubmissionStatement

    /// Verifies the evidence for one entry.
    init(_ evidence: EventEvidence, under signed: SignedCheckpoint) throws(Finding) {
        do { entry = try Entry(parsing: evidence.entry) } catch {
            throw Finding(error.code == .entryVersion ? .newerVersion : .entryMalformed, error.message)
        }
        let index = entry.index
        guard evidence.proof.index == index else {
            throw Finding(
                .index,
                at: index,
                "the proof is about another entry",
                expected: "\(index)",
                found: "\(evidence.proof.index)"
            )
        }
        let proof = InclusionProof(index: index, size: signed.checkpoint.size, path: evidence.proof.path)
        do { try proof.verify(leaf: entry.leafHash, root: signed.checkpoint.root) } catch {
            throw Finding(.root, at: index, "the checkpoint was not signed for this entry: \(error.message)")
        }
        guard SHA256.hash(evidence.note) == entry.noteHash else {
            throw Finding(.note, at: index, "the signed note of its submission was replaced")
        }
        let submission: Submission
        do { submission = try Submission(parsing: evidence.note) } catch {
            throw Finding(.syntax, at: index, "the signed statement doesn't parse: \(error.message)")
        }
        statement = submission.statement
        guard statement.origin == signed.origin else {
            throw Finding(.origin, at: index, "it was signed for another ledger", found: "\(statement.origin)")
        }
        guard submission.isSigned else {
            throw Finding(.signature, at: index, "the key that it names has not signed it")
        }
        let path = InclusionProof(index: UInt64(entry.position), size: UInt64(statement.count), path: evidence.path)
        let root: Hash
        do { root = try path.root(leaf: entry.bodyHash) } catch {
            throw Finding(
                .exportMalformed,
                "the path from the body hash to what its author signed doesn't fit: \(error.message)"
            )
        }
        guard root == statement.root else {
            throw Finding(
                .exportMalformed,
                at: index,
                "the path doesn't lead from the body hash to what its author signed: it was changed, or the body is not one of those"
            )
        }
        guard let bytes = evidence.body else {
            body = nil
            return
        }
        guard Body.hash(of: bytes) == entry.bodyHash else {
            throw Finding(.entryBody, at: index, "the body is not the one that the entry was made for")
        }
        do { body = try Body(checking: bytes) } catch {
            throw Finding(.body, at: index, "the body breaks a rule: \(error)")
        }
    }

    /// The index of the first entry of the submission; nothing where the entry stands before its own position.
    private var submissionStart: UInt64? {
        entry.index >= UInt64(entry.position) ? entry.index - UInt64(entry.position) : nil
    }

    /// Fails unless the other entry registered this one's author, before, for events of this family.
    func requireAuthor(registeredBy registration: ProvenEntry) throws(Finding) {
        let name = statement.author.name
        let unknown = Finding(.unknownKey, at: entry.index, "the other entry doesn't register the key \(name)")
        guard let start = submissionStart, let before = registration.submissionStart else { throw unknown }
        guard let registrationBody = registration.body else {
            throw Finding(
                .exportMissing,
                "registration/body is missing from the proof: it says which key was registered"
            )
        }
        switch registrationBody.registryEvent {
        case .created(let created):
            guard registration.entry.index == 0, created.origin == statement.origin.description,
                created.key == statement.author, start == 0
            else { throw unknown }
        case .registered(let registered):
            guard registered.key == statement.author else { throw unknown }
            guard before + UInt64(registration.statement.count) <= start else {
                throw Finding(.unknownKey, at: entry.index, "the key \(name) was registered only later")
            }
            if let body, !registered.roles.contains(where: { $0.allows(body.type.family) }) {
                throw Finding(
                    .role,
                    at: entry.index,
                    "the key \(name) may not sign events of the family \(body.type.family)"
                )
            }
        default: throw unknown
        }
    }
}
