public import CairnModel
import CairnPostgres

extension Auditor {
    /// Walks from a thing to what it came from, what came of it, or both.
    ///
    /// More than 20 members of a dataset version are folded into one node with their numbers. Subjects who have since withdrawn, opted out or been
    /// erased are marked, or counted.
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
        return try await asking(known, validAt) { _ in
            try await walk(kind, id, directions, depth, most, known, validAt, until)
        }
    }

    private func walk(
        _ kind: String,
        _ id: String,
        _ directions: [String],
        _ depth: Int,
        _ most: Int,
        _ known: UInt64,
        _ validAt: Timestamp,
        _ until: ContinuousClock.Instant
    ) async throws -> LineageTree {
        var root = LineageTree.Node(kind: kind, name: id, relation: "", entry: nil, remark: nil)
        if kind == "subject" { root = try await marked([root], known, validAt)[0] }
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
                    var found = try await neighbours(direction, node, known, validAt)
                    if found.count > Auditor.mostNeighbours {
                        isCut = true
                        found.removeLast(found.count - Auditor.mostNeighbours)
                    }
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
        let redacted = try await redactions(of: Auditor.lineageReads, known: known)
        return LineageTree(
            root: root,
            next: next,
            edges: edges.sorted { "\($0)" < "\($1)" },
            isCut: isCut,
            warnings: [redacted.sentence].compactMap(\.self)
        )
    }

    /// The families that the functions read which a walk calls.
    package static let lineageReads = FamiliesRead("FROM neighbours(), subject_since(), members_folded()")

    private static let mostNeighbours = 1_000

    /// What is next to a thing: one more than ``mostNeighbours`` at most, then the folded members.
    private func neighbours(
        _ direction: String,
        _ node: LineageTree.Node,
        _ known: UInt64,
        _ validAt: Timestamp
    ) async throws -> [LineageTree.Node] {
        guard node.kind != "members" else { return [] }
        let found = try await rows(
            "SELECT kind, node, relation, idx FROM neighbours($1::text, $2::text, $3::text, $4::bigint) ORDER BY kind, node LIMIT $5::bigint",
            [
                .text(direction), .text(node.kind), .text(node.name), .int64(Int64(known)),
                .int64(Int64(Auditor.mostNeighbours + 1)),
            ]
        ).map { row in
            LineageTree.Node(
                kind: try row.text(0),
                name: try row.text(1),
                relation: try row.text(2),
                entry: UInt64(try row.int64(3)),
                remark: nil
            )
        }
        let isFolded = direction == "up" && node.kind == "dataset" && !found.contains { $0.relation == "member" }
        return try await marked(found, known, validAt) + (isFolded ? try await members(of: node, known, validAt) : [])
    }

    /// Subjects, marked with what is known of them since.
    private func marked(_ nodes: [LineageTree.Node], _ known: UInt64, _ validAt: Timestamp) async throws
        -> [LineageTree.Node]
    {
        let subjects = nodes.filter { $0.kind == "subject" }.map(\.name)
        guard !subjects.isEmpty else { return nodes }
        let sql = """
            SELECT u.subject, s.withdrawn, s.opted_out, s.erased
            FROM unnest($1::text[]) AS u (subject) CROSS JOIN LATERAL subject_since(u.subject, $2::text::timestamptz, $3::bigint) s
            """
        var remarks: [String: String] = [:]
        for row in try await rows(sql, [.textArray(subjects), .text("\(validAt)"), .int64(Int64(known))]) {
            let words = [("withdrew", try row.bool(1)), ("opted out", try row.bool(2)), ("erased", try row.bool(3))]
            remarks[try row.text(0)] = words.filter(\.1).map(\.0).joined(separator: ", ")
        }
        return nodes.map { node in
            guard node.kind == "subject", let remark = remarks[node.name], !remark.isEmpty else { return node }
            return LineageTree.Node(
                kind: node.kind,
                name: node.name,
                relation: node.relation,
                entry: node.entry,
                remark: remark
            )
        }
    }

    /// The members of a dataset version as one node.
    private func members(of node: LineageTree.Node, _ known: UInt64, _ validAt: Timestamp) async throws
        -> [LineageTree.Node]
    {
        let folded = try await rows(
            "SELECT subjects, assets, withdrawn, opted_out, erased FROM members_folded($1::text, $2::text::timestamptz, $3::bigint)",
            [.text(node.name), .text("\(validAt)"), .int64(Int64(known))]
        )
        guard let row = folded.first, try row.int64(0) + row.int64(1) > 0 else { return [] }
        let words = [("withdrew", try row.int64(2)), ("opted out", try row.int64(3)), ("erased", try row.int64(4))]
        let remark = words.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
        return [
            LineageTree.Node(
                kind: "members",
                name: "\(try row.int64(1)) series and annotations of \(try row.int64(0)) subjects in \(node.name)",
                relation: "member",
                entry: nil,
                remark: remark.isEmpty ? nil : remark
            )
        ]
    }
}
