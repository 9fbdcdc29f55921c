/// The name of a rule that verification found broken: a stable string that keeps its meaning for ever.
public struct FindingCode: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The stable string.
    public let rawValue: String

    /// Makes a code of any string.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The first submission is not the beginning of this ledger.
    public static let genesis = FindingCode(rawValue: "ledger.genesis")
    /// The ledger has fewer entries than a checkpoint that the auditor remembers.
    public static let rolledBack = FindingCode(rawValue: "ledger.rolled-back")
    /// Somebody saw another history: the ledger has other entries than at a checkpoint that the auditor remembers, or
    /// than an author saw who signed a submission of it.
    public static let forked = FindingCode(rawValue: "ledger.forked")
    /// The database's list of what doesn't count is not what verification finds.
    public static let discounted = FindingCode(rawValue: "ledger.discounted")
    /// The database's list of events that don't count, or can't be read, is wrong about an entry.
    public static let uninterpreted = FindingCode(rawValue: "ledger.uninterpreted")
    /// Bytes that are not an entry.
    public static let entryMalformed = FindingCode(rawValue: "entry.bytes")
    /// A column that the database keeps beside the log is not what the log says.
    public static let columns = FindingCode(rawValue: "ledger.columns")
    /// An entry stands at a place that is not its index.
    public static let index = FindingCode(rawValue: "entry.index")
    /// An entry is missing.
    public static let missing = FindingCode(rawValue: "entry.missing")
    /// The previous hash is not the leaf hash of the entry before.
    public static let chain = FindingCode(rawValue: "entry.chain")
    /// The leaf hash that the database keeps is not the entry's.
    public static let leafHash = FindingCode(rawValue: "entry.leaf-hash")
    /// The event id that the database keeps is not the body's.
    public static let eventID = FindingCode(rawValue: "entry.event-id")
    /// The time runs back, or differs within a submission.
    public static let time = FindingCode(rawValue: "entry.time")
    /// The note hash is not that of the submission's note.
    public static let note = FindingCode(rawValue: "entry.note")
    /// Positions in a submission have a gap.
    public static let position = FindingCode(rawValue: "entry.position")
    /// A submission has fewer or more entries than its statement says.
    public static let count = FindingCode(rawValue: "entry.count")
    /// A body is not the one that the entry was made for.
    public static let entryBody = FindingCode(rawValue: "entry.body")
    /// A body is absent, and no redaction that has an effect says so.
    public static let bodyMissing = FindingCode(rawValue: "entry.body-missing")
    /// Bodies are withheld from this verifier.
    public static let bodyWithheld = FindingCode(rawValue: "entry.body-withheld")
    /// A body is still here though it was redacted.
    public static let notRedacted = FindingCode(rawValue: "entry.not-redacted")
    /// A tile is not what its leaves give.
    public static let tile = FindingCode(rawValue: "tile.mismatch")
    /// The root of the tree is not the checkpoint's.
    public static let root = FindingCode(rawValue: "tree.root")
    /// The checkpoint doesn't parse, or names another ledger.
    public static let checkpointMalformed = FindingCode(rawValue: "checkpoint.malformed")
    /// The checkpoint is not signed by the key that it needs.
    public static let checkpointSignature = FindingCode(rawValue: "checkpoint.signature")
    /// A sealed payload is gone, and no event that counts erased it.
    public static let payloadMissing = FindingCode(rawValue: "payload.missing")
    /// A sealed payload is not what the entry committed to.
    public static let payloadModified = FindingCode(rawValue: "payload.modified")
    /// A key that an event erased is still there, or has a payload.
    public static let payloadNotErased = FindingCode(rawValue: "payload.not-erased")
    /// An event seals a payload under the key of a subject that it doesn't name.
    public static let keyOfAnother = FindingCode(rawValue: "payload.key-of-another")
    /// An erasure lists keys of other subjects than it names.
    public static let erasedOther = FindingCode(rawValue: "payload.erased-other")
    /// A file of an export, or a part of a proof, doesn't parse.
    public static let exportMalformed = FindingCode(rawValue: "export.malformed")
    /// A file of an export, or a part of a proof, is missing.
    public static let exportMissing = FindingCode(rawValue: "export.missing-file")
    /// The head of an answer's evidence is not of the ledger, checkpoint and size that its proofs are of.
    public static let evidenceHead = FindingCode(rawValue: "evidence.head")
    /// The ledger recorded another answer than the one in the evidence.
    public static let evidenceAnswer = FindingCode(rawValue: "evidence.answer")
    /// The evidence proves no entry at all.
    public static let evidenceUnproven = FindingCode(rawValue: "evidence.unproven")
    /// An event of the registry counts, and changes nothing.
    public static let registryWithoutEffect = FindingCode(rawValue: "registry.without-effect")
    /// A redaction counts, and takes no body away.
    public static let redactionWithoutEffect = FindingCode(rawValue: "redaction.without-effect")
    /// A body that decides what counts is withheld: from there on, keys are not judged.
    public static let withheld = FindingCode(rawValue: "registry.withheld")
    /// An entry of a version that this program doesn't know: a newer program must verify.
    public static let newerVersion = FindingCode(rawValue: "registry.newer-version")
    /// The note or the statement doesn't parse.
    public static let syntax = FindingCode(rawValue: "submission.syntax")
    /// The statement names another ledger.
    public static let origin = FindingCode(rawValue: "submission.origin")
    /// The author's key has not signed the statement.
    public static let signature = FindingCode(rawValue: "submission.signature")
    /// The author's key is not registered.
    public static let unknownKey = FindingCode(rawValue: "submission.unknown-key")
    /// The author's key is revoked.
    public static let revokedKey = FindingCode(rawValue: "submission.revoked-key")
    /// The author's number doesn't follow.
    public static let number = FindingCode(rawValue: "submission.number")
    /// The previous hash is not the author's last statement that counts.
    public static let previous = FindingCode(rawValue: "submission.previous")
    /// The anchor is true, but too old, or goes back behind the author's last.
    public static let anchor = FindingCode(rawValue: "submission.anchor")
    /// The root is not that of the bodies.
    public static let bodiesRoot = FindingCode(rawValue: "submission.root")
    /// An event's body breaks a rule.
    public static let body = FindingCode(rawValue: "submission.body")
    /// The key's roles don't allow an event's family.
    public static let role = FindingCode(rawValue: "submission.role")
    /// The submission counts, but its key may have been in other hands.
    public static let possiblyCompromised = FindingCode(rawValue: "submission.possibly-compromised")
    /// Too few witnesses have cosigned the checkpoint.
    public static let quorum = FindingCode(rawValue: "quorum.missing")

    /// The exit code that the finding asks for: 1 for a newer format, 2 for tampering, 3 for what doesn't count, is
    /// not there, or is looked up by another id; 2 for a code that this program doesn't know.
    public var exitCode: Int32 {
        switch self {
        case .newerVersion: 1
        case .registryWithoutEffect, .withheld, .bodyWithheld, .notRedacted, .eventID: 3
        default: ["submission", "redaction", "quorum"].contains(rawValue.prefix { $0 != "." }) ? 3 : 2
        }
    }

    /// The stable string.
    public var description: String { rawValue }
}
