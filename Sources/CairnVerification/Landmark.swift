import CairnCrypto
import CairnLog

/// A root that the growing tree must have at a size: of a checkpoint that is known from elsewhere.
struct Landmark: Sendable {
    let size: UInt64
    let root: Hash
    /// Whose checkpoint it is, in words: "this auditor verified before".
    let whose: String

    init(size: UInt64, root: Hash, whose: String) {
        self.size = size
        self.root = root
        self.whose = whose
    }

    /// What an auditor verified last.
    init(_ checkpoint: Checkpoint) {
        self.init(size: checkpoint.size, root: checkpoint.root, whose: "this auditor verified before")
    }

    /// Where an auditor's last reading ended.
    init(_ snapshot: FoldSnapshot) {
        self.init(size: snapshot.size, root: snapshot.fold.tree.root, whose: "this auditor verified before")
    }

    /// The finding, where a ledger of this size can't hold as many entries as the landmark says.
    func finding(ledgerSize: UInt64) -> Finding? {
        guard size > ledgerSize else { return nil }
        return Finding(
            .rolledBack,
            at: ledgerSize,
            "entries are gone: the ledger has fewer than the \(size) that \(whose)",
            expected: "\(size) entries or more",
            found: "\(ledgerSize)"
        )
    }

    /// The finding, where the tree passes the landmark's size within a chunk and has another root there.
    func finding(within chunk: CheckedChunk, after tree: TreeFold) -> Finding? {
        guard size > tree.size, size - tree.size <= UInt64(chunk.count) else { return nil }
        var tree = tree
        for leafHash in chunk.leafHashes.prefix(Int(size - tree.size)) { _ = tree.append(leafHash) }
        guard tree.root != root else { return nil }
        return Finding(
            .forked,
            at: 0,
            "history was rewritten: the first \(size) entries are not those that \(whose)",
            expected: root.description,
            found: tree.root.description
        )
    }
}
