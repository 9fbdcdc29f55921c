/// What a thing came from and what came of it, as a tree.
public struct LineageTree: Sendable {
    /// Where a walk goes.
    public enum Direction: String, Sendable, CaseIterable {
        /// To what a thing came from.
        case up
        /// To what came of it.
        case down
    }

    /// What a walk leads to.
    public struct Thing: Sendable, Hashable {
        /// Subject, study, series, annotation, dataset, model or egress; members, where many are folded into one.
        public let kind: String
        /// Its id, or how many are folded: “1,204 series of 380 subjects”.
        public let name: String

        /// Names a thing by its kind and id.
        public init(kind: String, name: String) {
            self.kind = kind
            self.name = name
        }
    }

    /// A thing, and how it is connected with the one before it.
    public struct Node: Sendable, Hashable {
        /// The thing.
        public let thing: Thing
        /// How it is connected with the one before.
        public let relation: String
        /// The entry that says so.
        public let entry: UInt64?
        /// What must be known of it: who has withdrawn, opted out or been erased.
        public let remark: String?
        /// The thing's kind.
        public var kind: String { thing.kind }
        /// The thing's id.
        public var name: String { thing.name }
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
    public let next: [Direction: [Thing: [Node]]]
    /// Every connection, from the earlier thing to the later.
    public let edges: [Edge]
    /// Whether the walk stopped at a limit.
    public let isCut: Bool
    /// What may be missing: how many events of the types that it reads are redacted.
    public let warnings: [String]

    /// The tree with each large family of leaves as one node: “1204 series of subject …”.
    ///
    /// What is marked stays by itself.
    ///
    /// - Parameter most: How many leaves of one kind stay by themselves.
    /// - Returns: A smaller tree of the same things.
    public func folded(over most: Int = 10) -> LineageTree {
        var next = next
        var replaced: [Direction: [Thing: [Thing: Node]]] = [:]
        for (direction, neighbours) in self.next {
            for (parent, nodes) in neighbours {
                let leaves = nodes.filter {
                    $0.kind != "members" && $0.remark == nil && neighbours[$0.thing]?.isEmpty != false
                }
                for members in Dictionary(grouping: leaves, by: { [$0.relation, $0.kind] }).values
                where members.count > most {
                    let folded = LineageTree.family(members, of: parent)
                    let things = Set(members)
                    next[direction]?[parent]?.removeAll { things.contains($0) }
                    next[direction]?[parent]?.append(folded)
                    for member in members {
                        replaced[direction, default: [:]][parent, default: [:]][member.thing] = folded
                    }
                }
            }
        }
        let edges = Set(
            edges.map { edge in
                if let node = replaced[.down]?[edge.source.thing]?[edge.target.thing] {
                    return Edge(source: edge.source, target: node, relation: edge.relation)
                }
                if let node = replaced[.up]?[edge.target.thing]?[edge.source.thing] {
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

    /// Leaves of one kind as one node.
    private static func family(_ members: [Node], of parent: Thing) -> Node {
        let entries = members.compactMap(\.entry).sorted()
        let place = entries.isEmpty ? "" : ", entries \(entries[0]) to \(entries[entries.count - 1])"
        let kind = members[0].kind
        let many = "\(members.count) \(Node.many[kind] ?? "\(kind)s") of \(parent.kind) \(parent.name)"
        return Node(
            thing: Thing(kind: "members", name: many + place),
            relation: members[0].relation,
            entry: nil,
            remark: nil
        )
    }
}

extension LineageTree.Node {
    fileprivate static let many = ["series": "series", "study": "studies"]
}
