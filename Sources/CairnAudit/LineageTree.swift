/// What a thing came from and what came of it, as a tree.
public struct LineageTree: Sendable {
    /// A thing, and how it is connected with the one before it.
    public struct Node: Sendable, Hashable {
        /// Subject, study, series, annotation, dataset, model or egress.
        public let kind: String
        /// Its id, or how many are folded: “1,204 series of 380 subjects”.
        public let name: String
        /// How it is connected with the one before.
        public let relation: String
        /// The entry that says so.
        public let entry: UInt64?
        /// What must be known of it: who has withdrawn, opted out or been erased.
        public let remark: String?
    }

    /// A connection between two things.
    public struct Edge: Sendable, Hashable {
        /// The earlier thing.
        public let source: Node
        /// The later thing.
        public let target: Node
        /// How they are connected.
        public let relation: String
    }

    /// The thing that was asked about.
    public let root: Node
    /// The things next to a thing, in each direction.
    public let next: [String: [Node]]
    /// Every connection, from the earlier thing to the later.
    public let edges: [Edge]
    /// Whether the walk stopped at a limit.
    public let isCut: Bool
    /// What may be missing: how many events of the types that it reads are redacted.
    public let warnings: [String]

    /// The key under which ``next`` has the things next to one.
    public static func key(_ direction: String, _ node: Node) -> String { "\(direction) \(node.kind) \(node.name)" }

    /// The tree with each large family of leaves as one node: “1204 series of subject …”.
    ///
    /// What is marked stays by itself.
    ///
    /// - Parameter most: How many leaves of one kind stay by themselves.
    /// - Returns: A smaller tree of the same things.
    public func folded(over most: Int = 10) -> LineageTree {
        var next = next
        var replaced: [String: [String: Node]] = [:]
        for (parent, nodes) in next {
            let words = parent.split(separator: " ", maxSplits: 1)
            let leaves = nodes.filter {
                $0.kind != "members" && $0.remark == nil
                    && self.next["\(words[0]) \($0.kind) \($0.name)"]?.isEmpty != false
            }
            for (group, members) in Dictionary(grouping: leaves, by: { "\($0.relation) \($0.kind)" })
            where members.count > most {
                let entries = members.compactMap(\.entry).sorted()
                let place = entries.isEmpty ? "" : ", entries \(entries[0]) to \(entries[entries.count - 1])"
                let kind = members[0].kind
                let folded = Node(
                    kind: "members",
                    name: "\(members.count) \(Node.many[kind] ?? "\(kind)s") of \(words[1])\(place)",
                    relation: members[0].relation,
                    entry: nil,
                    remark: nil
                )
                let names = Set(members.map(\.name))
                next[parent] =
                    (next[parent] ?? []).filter { !("\($0.relation) \($0.kind)" == group && names.contains($0.name)) }
                    + [folded]
                for name in names { replaced[parent, default: [:]]["\(kind) \(name)"] = folded }
            }
        }
        let edges = Set(
            edges.map { edge in
                if let node = replaced[LineageTree.key("down", edge.source)]?["\(edge.target.kind) \(edge.target.name)"]
                {
                    return Edge(source: edge.source, target: node, relation: edge.relation)
                }
                if let node = replaced[LineageTree.key("up", edge.target)]?["\(edge.source.kind) \(edge.source.name)"] {
                    return Edge(source: node, target: edge.target, relation: edge.relation)
                }
                return edge
            }
        )
        return LineageTree(
            root: root,
            next: next,
            edges: edges.sorted { "\($0)" < "\($1)" },
            isCut: isCut,
            warnings: warnings
        )
    }
}

extension LineageTree.Node {
    fileprivate static let many = ["series": "series", "study": "studies"]
}
