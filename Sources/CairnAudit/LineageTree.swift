public import CairnModel
import CairnPostgres

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

    /// The key under which ``next`` has the things next to one.
    public static func key(_ direction: String, _ node: Node) -> String { "\(direction) \(node.kind) \(node.name)" }
}

extension Auditor {
    /// Walks from a thing to what it came from, what came of it, or both.
    ///
    /// Members of a dataset version are folded into one node with their numbers, with those who have since withdrawn, opted out or been erased.
    ///
    /// - Parameters:
    ///   - kind: Subject, study, series, annotation, dataset, model or egress.
    ///   - id: Its id.
    ///   - directions: `up`, `down`, or both.
    ///   - depth: How many steps to walk at most.
    ///   - most: How many things to visit at most.
    ///   - validAt: The time by which withdrawals count.
    ///   - until: When to stop walking.
    /// - Returns: The tree.
    /// - Throws: The database's error.
    public func lineage(
        of kind: String,
        _ id: String,
        directions: [String],
        depth: Int = 20,
        most: Int = 5_000,
        validAt: Timestamp,
        until: ContinuousClock.Instant
    ) async throws -> LineageTree {
        let known = try await projected()
        let root = LineageTree.Node(kind: kind, name: id, relation: "", entry: nil, remark: nil)
        var next: [String: [LineageTree.Node]] = [:]
        var edges: Set<LineageTree.Edge> = []
        var isCut = false
        for direction in directions {
            var seen: Set<String> = ["\(kind) \(id)"]
            var front = [root]
            for _ in 0..<depth where !front.isEmpty {
                var following: [LineageTree.Node] = []
                for node in front {
                    guard seen.count < most, ContinuousClock.now < until else {
                        isCut = true
                        break
                    }
                    let found = try await neighbours(direction, node, known, validAt)
                    next[LineageTree.key(direction, node)] = found
                    for other in found {
                        let (source, target) = direction == "up" ? (other, node) : (node, other)
                        edges.insert(LineageTree.Edge(source: source, target: target, relation: other.relation))
                        if seen.insert("\(other.kind) \(other.name)").inserted { following.append(other) }
                    }
                }
                front = following
            }
            isCut = isCut || !front.isEmpty
        }
        return LineageTree(root: root, next: next, edges: edges.sorted { "\($0)" < "\($1)" }, isCut: isCut)
    }

    private func neighbours(
        _ direction: String,
        _ node: LineageTree.Node,
        _ known: UInt64,
        _ validAt: Timestamp
    ) async throws -> [LineageTree.Node] {
        guard node.kind != "members" else { return [] }
        var found = try await rows(
            "SELECT kind, node, relation, idx FROM neighbours($1::text, $2::text, $3::text, $4::bigint) ORDER BY kind, node LIMIT 1000",
            [.text(direction), .text(node.kind), .text(node.name), .int64(Int64(known))]
        ).map { row in
            LineageTree.Node(
                kind: try row.text(0),
                name: try row.text(1),
                relation: try row.text(2),
                entry: UInt64(try row.int64(3)),
                remark: nil
            )
        }
        guard direction == "up", node.kind == "dataset" else { return found }
        let folded = try await rows(
            "SELECT subjects, series, withdrawn, opted_out, erased FROM members_folded($1::text, $2::text::timestamptz, $3::bigint)",
            [.text(node.name), .text("\(validAt)"), .int64(Int64(known))]
        )
        guard let row = folded.first, try row.int64(0) > 0 else { return found }
        let words = [("withdrew", try row.int64(2)), ("opted out", try row.int64(3)), ("erased", try row.int64(4))]
        let remark = words.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
        found.append(
            LineageTree.Node(
                kind: "members",
                name: "\(try row.int64(1)) series and annotations of \(try row.int64(0)) subjects in \(node.name)",
                relation: "member",
                entry: nil,
                remark: remark.isEmpty ? nil : remark
            )
        )
        return found
    }
}
