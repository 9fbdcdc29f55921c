import CairnCrypto
import CairnModel

/// What an appender has seen of the ledger: its last receipts, and heads.
///
/// Whatever comes must fit among them, or the database holds another history.
struct ReceiptChain {
    /// What one receipt says of a run of entries.
    struct Link {
        let first: UInt64
        let count: UInt64
        let before: Hash
        let last: Hash

        var end: UInt64 { first + count }
    }

    private static let longest = 64
    private var links: [Link] = []
    private var heads: [Anchor] = []

    /// Takes one more receipt.
    ///
    /// Replies may come out of order, and the same receipt may come twice.
    ///
    /// - Throws: ``CairnError`` with code `ledger.forked` where entries overlap others, or another leaf hash was seen at an index of them.
    mutating func accept(_ link: Link) throws(CairnError) {
        for other in links {
            let isSame = other.first == link.first && other.last == link.last && other.count == link.count
            guard isSame || link.end <= other.first || other.end <= link.first else {
                throw CairnError.forked("it gave entry \(max(link.first, other.first)) to two submissions")
            }
        }
        try compare(Anchor(size: link.first, leafHash: link.before))
        try compare(Anchor(size: link.end, leafHash: link.last))
        links.append(link)
        if links.count > ReceiptChain.longest { links.removeFirst() }
    }

    /// Takes the head of the ledger as it was read.
    ///
    /// - Throws: ``CairnError`` with code `ledger.forked` where another leaf hash was seen at its index.
    mutating func see(_ head: Anchor) throws(CairnError) {
        try compare(head)
        heads.append(head)
        if heads.count > ReceiptChain.longest { heads.removeFirst() }
    }

    private func compare(_ head: Anchor) throws(CairnError) {
        let seen = heads.contains { $0.size == head.size && $0.leafHash != head.leafHash }
        let isOther = links.contains { link in
            link.first == head.size && link.before != head.leafHash
                || link.end == head.size && link.last != head.leafHash
        }
        guard !seen, !isOther else {
            throw CairnError.forked("entry \(max(head.size, 1) - 1) has another leaf hash than the one that was seen")
        }
    }
}
