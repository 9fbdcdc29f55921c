public import CairnCrypto
public import CairnLog
public import CairnModel

/// Whether submissions and events count: a pure function of entries, notes and the registry's bodies, as a fold over
/// submissions in their order.
///
/// It holds the key registry and, for each author, the last number, statement hash and anchor.
public struct CountingState: Sendable {
    /// Where an author stands: what the next submission must follow.
    public struct Author: Sendable, Equatable {
        /// The number that comes next.
        public internal(set) var nextNumber: UInt64 = 0
        /// The statement hash of the last submission that counts, or zero.
        public internal(set) var previous = Hash.zero
        /// The number of entries that the author had seen when it signed that one.
        public internal(set) var anchorSize: UInt64 = 0

        mutating func advance(_ statement: SubmissionStatement) {
            nextNumber = statement.number + 1
            previous = statement.hash
            anchorSize = statement.anchor.size
        }
    }

    /// How much can be judged.
    enum Scope: Sendable, Equatable {
        /// The first submission comes next.
        case beginning
        /// Everything.
        case whole
        /// What needs no registry: a body that decides what counts is not here.
        case withoutRegistry
    }

    /// The ledger whose submissions are judged.
    public let origin: Origin
    /// The keys, as the submissions that count have registered and revoked them.
    public private(set) var registry: KeyRegistry
    /// The size of submission 0.
    public private(set) var firstSize: UInt64
    private(set) var scope: Scope
    private(set) var authors: [VerifierKey: Author]
    let limits: LedgerLimits

    /// Starts before the first submission of a ledger.
    public init(origin: Origin, limits: LedgerLimits = .format1) {
        self.init(origin: origin, registry: KeyRegistry(limits: limits), firstSize: 0, authors: [:], limits: limits)
    }

    /// Takes up a state in which everything could be judged.
    init(
        origin: Origin,
        registry: KeyRegistry,
        firstSize: UInt64,
        authors: [VerifierKey: Author],
        limits: LedgerLimits = .format1
    ) {
        self.origin = origin
        self.registry = registry
        self.firstSize = firstSize
        self.authors = authors
        self.limits = limits
        scope = registry.ledgerKeys.isEmpty ? .beginning : .whole
    }

    /// Where an author stands.
    public func author(_ key: VerifierKey) -> Author {
        authors[key] ?? Author()
    }

    /// Whether a key may anchor to a size however old it is.
    ///
    /// `cairn.append` asks the same without looking at roles; see `Migrations/SQL`.
    public func isLandmark(_ size: UInt64) -> Bool { size % limits.anchorLandmark == 0 || size == firstSize }

    /// Judges the next submission, and applies it where it counts.
    ///
    /// - Throws: ``Finding`` with code `ledger.genesis` or `entry.count` where the first submission is no beginning:
    ///   nothing that comes after it can be judged.
    mutating func judge(_ checked: CheckedSubmission) throws(Finding) -> SubmissionVerdict {
        switch scope {
        case .beginning:
            let verdict = try begin(checked)
            firstSize = UInt64(checked.count)
            return verdict
        case .whole:
            if let finding = firstFault(of: checked) { return SubmissionVerdict(finding) }
            return apply(checked)
        case .withoutRegistry:
            return SubmissionVerdict(formFault(of: checked) ?? ageFault(of: checked) ?? rootFault(of: checked))
        }
    }

    private mutating func apply(_ checked: CheckedSubmission) -> SubmissionVerdict {
        guard let statement = checked.submission?.statement else { return SubmissionVerdict(nil) }
        let author = statement.author
        authors[author, default: Author()].advance(statement)
        let isBeginning = checked.firstIndex == 0
        let roles = registry.roles(of: author)
        var verdict = SubmissionVerdict(nil)
        verdict.isGuarded = isBeginning || roles.contains(where: \.isGuarding)
        verdict.isByRecovery = roles.contains(.recovery)
        if verdict.isGuarded, !checked.absent.isEmpty {
            // What decides what counts is not here: neither these events nor later ones can be judged.
            scope = .withoutRegistry
            verdict.isWithoutRegistry = true
            return verdict
        }
        for (index, fault) in checked.bodyFaults { verdict.deny(index, .body, "the body breaks a rule: \(fault)") }
        for (family, indexes) in checked.families
        where !isBeginning && !roles.contains(where: { $0.allows(family) }) {
            for index in indexes {
                verdict.deny(index, .role, "the key \(author.name) may not sign events of the family \(family)")
            }
        }
        let mayGiveRecovery = isBeginning || verdict.isByRecovery
        for (event, index) in checked.registryEvents {
            let fault = event.misplacement(in: origin, at: index, mayGiveRecovery: mayGiveRecovery)
            // The rules of bodies are asked before those of roles.
            if let fault { verdict.deny(index, .body, "the body breaks a rule: \(fault)") }
            guard verdict.denied[index] == nil else { continue }
            if case .redacted(let redaction) = event {
                verdict.redactions.append((redaction, index))
            } else if !registry.apply(event, index: index, by: author, from: checked.firstIndex) {
                verdict.remarks.append(
                    Finding(.registryWithoutEffect, at: index, "the event counts, and changes nothing in the registry")
                )
            }
        }
        return verdict
    }

    /// The rules in the order of the article Formats; the first that fails is the finding.
    private func firstFault(of checked: CheckedSubmission) -> Finding? {
        if let finding = formFault(of: checked) { return finding }
        guard let statement = checked.submission?.statement else { return nil }
        func finding(_ code: FindingCode, _ message: String, expected: String? = nil, found: String? = nil) -> Finding {
            Finding(code, at: checked.firstIndex, message, expected: expected, found: found)
        }
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
        guard statement.anchor.size >= author.anchorSize else {
            return finding(
                .anchor,
                "its author had seen more of the ledger before",
                expected: "\(author.anchorSize) entries or more",
                found: "\(statement.anchor.size)"
            )
        }
        if let finding = ageFault(of: checked, roles: registration.roles) { return finding }
        return rootFault(of: checked)
    }

    /// The rules that need no registry, up to the anchor's truth.
    private func formFault(of checked: CheckedSubmission) -> Finding? {
        func finding(_ code: FindingCode, _ message: String, expected: String? = nil, found: String? = nil) -> Finding {
            Finding(code, at: checked.firstIndex, message, expected: expected, found: found)
        }
        guard let statement = checked.submission?.statement else {
            return finding(.syntax, "the signed statement doesn't parse: \(checked.syntaxFault)")
        }
        if let finding = countFault(of: checked) { return finding }
        guard statement.origin == origin else {
            return finding(
                .origin,
                "it was signed for another ledger",
                expected: "\(origin)",
                found: "\(statement.origin)"
            )
        }
        guard checked.isSigned else { return finding(.signature, "the key that it names has not signed it") }
        guard checked.isAnchorTrue else {
            return finding(
                .forked,
                "its author saw another history: this ledger never had \(statement.anchor.size) entries before it of "
                    + "which the last has the leaf hash that was signed",
                found: "\(statement.anchor)"
            )
        }
        return nil
    }

    private func countFault(of checked: CheckedSubmission) -> Finding? {
        guard let count = checked.submission?.statement.count, count != checked.count else { return nil }
        return Finding(
            .count,
            at: checked.firstIndex,
            "entries of a submission are missing or were added",
            expected: "\(count)",
            found: "\(checked.count)"
        )
    }

    /// Whether the anchor is too old; without roles, as if every key were a registrar's.
    private func ageFault(of checked: CheckedSubmission, roles: [Role]? = nil) -> Finding? {
        guard let size = checked.submission?.statement.anchor.size else { return nil }
        let isRecent = size + limits.anchorAge > checked.firstIndex
        let mayBeOld = roles?.contains(where: \.mayAnchorToLandmarks) ?? true
        guard !isRecent, !(mayBeOld && isLandmark(size)) else { return nil }
        return Finding(
            .anchor,
            at: checked.firstIndex,
            "its anchor is older than the \(limits.anchorAge) entries before it",
            found: "\(size) entries"
        )
    }

    private func rootFault(of checked: CheckedSubmission) -> Finding? {
        guard let statement = checked.submission?.statement, statement.root != checked.bodiesRoot else { return nil }
        return Finding(.bodiesRoot, at: checked.firstIndex, "the body hashes are not those that were signed")
    }

    private mutating func begin(_ checked: CheckedSubmission) throws(Finding) -> SubmissionVerdict {
        func fault(_ message: String) -> Finding {
            Finding(.genesis, at: 0, "the ledger doesn't begin as one: \(message)")
        }
        guard let statement = checked.submission?.statement else { throw fault(checked.syntaxFault) }
        if let finding = countFault(of: checked) { throw finding }
        guard statement.origin == origin else { throw fault("it names another ledger than \(origin)") }
        guard statement.author.name == origin.keyName, checked.isSigned else {
            throw fault("the ledger key has not signed it")
        }
        guard statement.number == 0, statement.previous == .zero, statement.anchor == .none,
            statement.root == checked.bodiesRoot
        else { throw fault("its statement is not that of a first submission") }
        scope = .whole
        // Where a body is absent, nothing that its events must be is judged.
        guard checked.absent.isEmpty else { return apply(checked) }
        guard case .created(let created)? = checked.registryEvents.first?.event,
            checked.registryEvents.first?.index == 0, created.key == statement.author
        else { throw fault("the first event doesn't create a ledger with this key") }
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
        let verdict = apply(checked)
        if let first = (verdict.findings + verdict.remarks).first {
            throw fault("entry \(first.index ?? 0): \(first.message)")
        }
        return verdict
    }
}
