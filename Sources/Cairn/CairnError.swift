import CairnVerification

/// Why the ledger refused, or stopped.
public struct CairnError: Error, Sendable, Equatable {
    /// What kind of fault it is: a stable string.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The stable string.
        public let rawValue: String

        /// Makes a code of any string.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The ledger is not in this database, or this login may not append to it.
        public static let noLedger = Code(rawValue: "origin.unknown")
        /// The ledger is there already.
        public static let exists = Code(rawValue: "origin.exists")
        /// An event with this id is there, with another body.
        public static let idReused = Code(rawValue: "event.id-reused")
        /// The database's receipt can't be of what was sent.
        public static let receipt = Code(rawValue: "receipt.mismatch")
        /// What was acknowledged is not in the ledger any more.
        public static let receiptMissing = Code(rawValue: "receipt.missing")
        /// The event was appended, but its submission doesn't count.
        public static let discounted = Code(rawValue: "receipt.discounted")
        /// The appender is closed.
        public static let closed = Code(rawValue: "appender.closed")
        /// Another process seals this ledger.
        public static let notLeader = Code(rawValue: "sealer.not-leader")
        /// The database lacks entries that were signed.
        public static let behind = Code(rawValue: "sealer.behind")
        /// The entries contradict what was signed, or one another.
        public static let inconsistent = Code(rawValue: "sealer.inconsistent")
        /// Appends are stopped: entries that were signed are missing, or contradict what was signed.
        public static let stopped = Code(rawValue: "ledger.stopped")
        /// Another session has held the ledger's lock for too long; nothing was changed.
        public static let locked = Code(rawValue: "ledger.locked")
        /// The sealer has not looked at the ledger since the server started, was promoted or was restored.
        public static let unvouched = Code(rawValue: "ledger.unvouched")
        /// This session may not vouch for the ledger.
        public static let vouchRefused = Code(rawValue: "vouch.refused")
        /// The revocation is of the key that signs it, or of the last one with the role `key`.
        public static let lastKey = Code(rawValue: "key.last")
        /// The server doesn't wait for its disk.
        public static let notDurable = Code(rawValue: "durability.off")
        /// There are replicas, and no commit waits for one of them.
        public static let asynchronous = Code(rawValue: "durability.asynchronous")
        /// This login may not append for this author's key.
        public static let notBound = Code(rawValue: "author.not-bound")
        /// The author's key may not sign events of this family.
        public static let role = Code(rawValue: "author.role")
        /// The database server's clock is more than 60 s behind the last entry.
        public static let clock = Code(rawValue: "clock.behind")
        /// An entry's time is more than 60 s ahead of the clock of whoever looks at it.
        public static let clockAhead = Code(rawValue: "clock.ahead")
        /// Nothing is known to be missing, so nothing is brought back.
        public static let notStopped = Code(rawValue: "restore.not-stopped")
        /// What is to be brought back doesn't follow what is there.
        public static let restoreOrder = Code(rawValue: "restore.order")
        /// What is signed is not set aside.
        public static let setAsideRefused = Code(rawValue: "restore.sealed")
        /// A file of keys or state can't be read or written.
        public static let file = Code(rawValue: "file.failed")
        /// Somebody saw another history of this ledger than the database holds.
        public static let forked = Code(rawValue: FindingCode.forked.rawValue)
        /// The submission's anchor is too old.
        public static let anchorStale = Code(rawValue: "submission.anchor-stale")
        /// The submission doesn't follow the author's last one.
        public static let outOfOrder = Code(rawValue: "submission.out-of-order")
        /// This login may not seal this ledger.
        public static let loginNotBound = Code(rawValue: "login.not-bound")
        /// The body of this entry can't be redacted, or not like this.
        public static let redactionRefused = Code(rawValue: "redaction.refused")
        /// No bodies can be discarded here.
        public static let discardRefused = Code(rawValue: "discard.refused")
        /// There is no such entry.
        public static let noEntry = Code(rawValue: "entry.none")
    }

    /// Another history was seen, for this reason.
    static func forked(_ reason: String) -> CairnError {
        CairnError(
            .forked,
            "this database holds another history of the ledger than was seen before: \(reason). Nothing more is appended: "
                + "keep what was seen, and verify the ledger (cairn verify)"
        )
    }

    /// What kind of fault it is.
    public let code: Code
    /// What happened and what to do next.
    public let message: String

    /// Makes an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension CairnError: CustomStringConvertible {
    /// Code and message on one line.
    public var description: String { "\(code.rawValue): \(message)" }
}
