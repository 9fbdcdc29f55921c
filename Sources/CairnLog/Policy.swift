/// Whom to trust (C2SP tlog-policy): logs, witnesses, and how many of the witnesses must have cosigned a checkpoint.
///
/// Witnesses with keys of an algorithm that isn't verified here (ML-DSA-44) are kept, and never count towards the
/// quorum.
public struct Policy: Hashable, Sendable {
    /// The most bytes of a policy.
    public static let largest = 262_144
    /// The most logs, witnesses and groups of a policy, each.
    public static let most = 256

    /// The keys of the logs; may be empty, where the log is known from elsewhere.
    public let logs: [VerifierKey]
    /// The witnesses in their order.
    public let witnesses: [Witness]
    private let groups: [Group]
    private let quorum: [UInt8]?

    /// A witness that a policy names.
    public struct Witness: Hashable, Sendable {
        /// The name by which groups and the quorum know it: opaque bytes, with no meaning outside the policy.
        public let name: [UInt8]
        /// Its key, or `nil` where the algorithm isn't verified here.
        public let key: VerifierKey?
    }

    struct Group: Hashable, Sendable {
        let name: [UInt8]
        let threshold: Int
        let members: [[UInt8]]
    }

    /// Reads a policy.
    ///
    /// - Throws: ``LogError`` with code `policy.malformed`, and the number of the line.
    public init(parsing bytes: [UInt8]) throws(LogError) {
        var parser = PolicyParser()
        try parser.read(bytes)
        logs = parser.logs
        witnesses = parser.witnesses
        groups = parser.groups
        quorum = parser.quorum
    }

    /// Whether cosignatures by the witnesses with these names are enough.
    public func isQuorum(_ names: Set<[UInt8]>) -> Bool {
        guard let quorum else { return true }
        var reached = names.intersection(witnesses.map(\.name))
        for group in groups where group.members.count(where: reached.contains) >= group.threshold {
            reached.insert(group.name)
        }
        return reached.contains(quorum)
    }

    /// Fails unless the note is a checkpoint that is signed by a log of this policy under its own name and cosigned by
    /// a quorum of the witnesses.
    ///
    /// A log that is known from elsewhere is given beside the policy, and is then the only one that is accepted.
    /// Signatures by keys that the policy doesn't name are ignored; a wrong one by a key that it names refuses the
    /// note.
    ///
    /// - Returns: The cosignatures of the witnesses, whether or not the quorum needed them, in the policy's order.
    /// - Throws: ``LogError`` with code `checkpoint.text`, `note.signature` or `policy.unsatisfied`.
    public func verify(_ note: SignedNote, log: VerifierKey? = nil) throws(LogError) -> [Cosignature] {
        let checkpoint = try Checkpoint(parsing: note.text)
        let accepted = (log.map { [$0] } ?? logs).filter { $0.name == checkpoint.origin }
        guard !accepted.isEmpty else {
            throw LogError(.policyUnsatisfied, "the policy names no log \(checkpoint.origin)")
        }
        let signers = Set(try note.signers(among: accepted + witnesses.compactMap(\.key)))
        guard !signers.isDisjoint(with: accepted) else {
            throw LogError(.signature, "\(checkpoint.origin) has not signed this note")
        }
        var names: Set<[UInt8]> = []
        var cosignatures: [Cosignature] = []
        for witness in witnesses {
            guard let key = witness.key, signers.contains(key) else { continue }
            names.insert(witness.name)
            cosignatures.append(try Cosignature(on: note, by: key))
        }
        guard isQuorum(names) else {
            throw LogError(
                .policyUnsatisfied,
                "\(names.count) of \(witnesses.count) witnesses have cosigned, which is no quorum; ask for more"
            )
        }
        return cosignatures
    }
}
