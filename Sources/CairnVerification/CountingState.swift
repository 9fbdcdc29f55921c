public import CairnCrypto
public import CairnLog
public import CairnModel

/// Whether submissions count: a pure function of the log, as a fold over submissions in their order.
///
/// It holds the key registry and, for each author, the last number, the last statement hash and at most 16 anchors.
public struct CountingState: Sendable {
    /// Where an author stands: what the next submission must follow.
    public struct Author: Sendable, Equatable {
        /// The number that comes next.
        public internal(set) var nextNumber: UInt64 = 0
        /// The statement hash of the last submission that counts, or zero.
        public internal(set) var previous = Hash.zero
        /// The leaf hashes of the last entries of the last 16 submissions that count, the latest last.
        public internal(set) var anchors: [Hash] = []

        mutating func advance(_ statement: SubmissionStatement, lastLeafHash: Hash) {
            nextNumber = statement.number + 1
            previous = statement.hash
            anchors.append(lastLeafHash)
            if anchors.count > Limits.anchors { anchors.removeFirst() }
        }
    }

    /// The ledger whose submissions are judged.
    public let origin: Origin
    /// The keys, as the submissions that count have registered and revoked them.
    public private(set) var registry = KeyRegistry()
    private(set) var authors: [VerifierKey: Author] = [:]
    private var hasBegun = false

    /// Starts before the first submission of a ledger.
    public init(origin: Origin) {
        self.origin = origin
    }

    init(origin: Origin, registry: KeyRegistry, authors: [VerifierKey: Author]) {
        self.origin = origin
        self.registry = registry
        self.authors = authors
        hasBegun = !registry.ledgerKeys.isEmpty
    }

    /// Where an author stands.
    public func author(_ key: VerifierKey) -> Author {
        authors[key] ?? Author()
    }

    /// Judges the next submission, and applies it where it counts.
    ///
    /// Returns the first rule that the submission breaks, or `nil` where it counts.
    ///
    /// - Throws: ``Finding`` with code `ledger.genesis` where the first submission is no beginning, or
    ///   `registry.unknown-type` where a newer program must judge.
    public mutating func judge(_ checked: CheckedSubmission) throws(Finding) -> Finding? {
        guard hasBegun else {
            try begin(checked)
            hasBegun = true
            return nil
        }
        if let finding = firstFault(of: checked) { return finding }
        if let index = checked.unknownRegistryEvent {
            throw Finding(
                .unknownType,
                "entry \(index) is an event about keys of a type that this program doesn't know: verify with a newer program"
            )
        }
        apply(checked)
        return nil
    }

    private mutating func apply(_ checked: CheckedSubmission) {
        guard let statement = checked.submission?.statement else { return }
        authors[statement.author, default: Author()].advance(statement, lastLeafHash: checked.lastLeafHash)
        for (event, index, leafHash) in checked.registryEvents {
            registry.apply(event, index: index, leafHash: leafHash)
        }
    }

    /// The rules in the order of the design; the first that fails is the finding.
    private func firstFault(of checked: CheckedSubmission) -> Finding? {
        func finding(_ code: FindingCode, _ message: String, expected: String? = nil, found: String? = nil) -> Finding {
            Finding(code, at: checked.firstIndex, message, expected: expected, found: found)
        }
        guard let statement = checked.submission?.statement else {
            return finding(.syntax, "the signed statement doesn't parse: \(checked.syntaxFault)")
        }
        guard statement.origin == origin else {
            return finding(
                .origin,
                "it was signed for another ledger",
                expected: "\(origin)",
                found: "\(statement.origin)"
            )
        }
        guard checked.isSigned else { return finding(.signature, "the key that it names has not signed it") }
        guard let registration = registry.registrations[statement.author] else {
            return finding(.unknownKey, "the key \(statement.author.name) was never registered")
        }
        if let index = registration.revokedAt {
            return finding(.revokedKey, "the key \(statement.author.name) was revoked by entry \(index)")
        }
        let author = author(statement.author)
        guard statement.number == author.nextNumber else {
            return finding(
                .number,
                "the author's numbers have a gap or a repetition",
                expected: "\(author.nextNumber)",
                found: "\(statement.number)"
            )
        }
        guard statement.previous == author.previous else {
            return finding(.previous, "it doesn't follow the author's last submission that counts")
        }
        let allowsRegistration = author.anchors.count < Limits.anchors && statement.anchor == registration.leafHash
        guard allowsRegistration || author.anchors.contains(statement.anchor) else {
            return finding(.anchor, "its anchor is no entry of this ledger that the author may anchor to")
        }
        guard statement.root == checked.bodiesRoot else {
            return finding(.bodiesRoot, "the bodies are not those that were signed")
        }
        if let (index, error) = checked.bodyFault {
            return finding(.body, "the body of entry \(index) breaks a rule: \(error)")
        }
        if let (index, message) = registryFault(of: checked) {
            return finding(.body, "the body of entry \(index) breaks a rule: \(message)")
        }
        for family in checked.families.sorted() where !registration.roles.contains(where: { $0.allows(family) }) {
            return finding(.role, "the key \(statement.author.name) may not sign events of the family \(family)")
        }
        return nil
    }

    /// A ledger key under another name than the ledger's, or a ledger that begins anew.
    private func registryFault(of checked: CheckedSubmission) -> (index: UInt64, message: String)? {
        for (event, index, _) in checked.registryEvents where !event.suits(origin) {
            return (index, "a ledger key has another name than the ledger")
        }
        return nil
    }

    private mutating func begin(_ checked: CheckedSubmission) throws(Finding) {
        func fault(_ message: String) -> Finding {
            Finding(.genesis, at: 0, "the ledger doesn't begin as one: \(message)")
        }
        guard let statement = checked.submission?.statement else { throw fault(checked.syntaxFault) }
        guard case .created(let created)? = checked.registryEvents.first?.event,
            checked.registryEvents.first?.index == 0
        else {
            throw fault("the first event doesn't create a ledger")
        }
        guard statement.origin == origin, created.origin == origin.description, created.key.name == origin.keyName
        else {
            throw fault("it names another ledger than \(origin)")
        }
        guard statement.author == created.key, checked.isSigned else { throw fault("the ledger key has not signed it") }
        guard statement.number == 0, statement.previous == .zero, statement.anchor == .zero,
            statement.root == checked.bodiesRoot, checked.bodyFault == nil
        else { throw fault("its statement is not that of a first submission") }
        let others = checked.registryEvents.dropFirst()
        let roles = others.compactMap { other -> [Role]? in
            guard case .registered(let registered) = other.event else { return nil }
            return registered.roles
        }
        guard !others.isEmpty, roles.count == others.count, checked.registryEvents.count == checked.count,
            roles.contains(where: { $0.contains(.key) })
        else {
            throw fault(
                "after the first event it registers keys, at least one of them with the role key, and nothing else"
            )
        }
        apply(checked)
    }
}
