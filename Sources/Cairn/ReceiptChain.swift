import CairnCrypto

/// The last receipts of an appender: another one must fit among them, or the database doesn't tell the truth.
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

    /// Takes one more receipt.
    ///
    /// Replies may come out of order, and the same receipt may come twice.
    ///
    /// - Throws: ``CairnError`` with code `receipt.mismatch` where entries overlap others, or the hash before them is not that of the entry before.
    mutating func accept(_ link: Link) throws(CairnError) {
        for other in links {
            let isSame = other.first == link.first && other.last == link.last && other.count == link.count
            guard isSame || link.end <= other.first || other.end <= link.first else {
                throw CairnError(.receipt, "the database gave entry \(link.first) to two submissions")
            }
            guard other.end != link.first || other.last == link.before,
                link.end != other.first || link.last == other.before
            else {
                throw CairnError(
                    .receipt,
                    "the database's hash before entry \(link.first) is not that of the entry before it"
                )
            }
        }
        links.append(link)
        if links.count > ReceiptChain.longest { links.removeFirst() }
    }
}
