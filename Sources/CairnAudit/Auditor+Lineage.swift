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
            try await walk(kind, id, directions, depth, most, known, until)
        }
    }

    /// A thing on the way of a walk, with the time at which it was used, and the time in which it held what came before.
    private struct Step {
        let node: LineageTree.Node
        var at: String?
        var held: String?
    }

    private func walk(
        _ kind: String,
        _ id: String,
        _ directions: [String],
        _ depth: Int,
        _ most: Int,
        _ known: UInt64,
        _ until: ContinuousClock.Instant
    ) async throws -> LineageTree {
        let root = try await marked([
            Step(node: LineageTree.Node(kind: kind, name: id, relation: "", entry: nil, remark: nil))
        ])[0].node
        var next: [String: [LineageTree.Node]] = [:]
        var edges: Set<LineageTree.Edge> = []
        var isCut = false
        for direction in directions {
            var seen: Set<String> = ["\(kind) \(id)"]
            var front = [Step(node: root)]
            for _ in 0..<depth where !front.isEmpty {
                var following: [Step] = []
                for step in front {
                    guard seen.count < most, ContinuousClock.now < until else {
                        isCut = true
                        break
                    }
                    var found = try await neighbours(direction, step)
                    if found.count > Auditor.mostNeighbours {
                        isCut = true
                        found.removeLast(found.count - Auditor.mostNeighbours)
                    }
                    next[LineageTree.key(direction, step.node)] = found.map(\.node)
                    for other in found {
                        let (source, target) = direction == "up" ? (other.node, step.node) : (step.node, other.node)
                        edges.insert(
                            LineageTree.Edge(source: source, target: target, relation: other.node.relation)
                        )
                        if seen.insert("\(other.node.kind) \(other.node.name)").inserted { following.append(other) }
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
    package static let lineageReads = FamiliesRead(
        "FROM neighbours(), subject_since(), members_folded(), retracted_annotation()"
    )

    private static let mostNeighbours = 1_000

    /// What is next to a thing: one more than ``mostNeighbours`` at most, then the folded members.
    private func neighbours(_ direction: String, _ step: Step) async throws -> [Step] {
        guard step.node.kind != "members" else { return [] }
        let found = try await connection.rows(
            PackageResources.lineage_step_sql,
            [
                .text(direction), .text(step.node.kind), .text(step.node.name), step.at.map { .text($0) } ?? .null,
                step.held.map { .text($0) } ?? .null, .int64(Int64(Auditor.mostNeighbours + 1)),
            ]
        ).map { row in
            Step(
                node: LineageTree.Node(
                    kind: try row.text(0),
                    name: try row.text(1),
                    relation: try row.text(2),
                    entry: UInt64(try row.int64(3)),
                    remark: nil
                ),
                at: try row.optionalText(4),
                held: try row.optionalText(5)
            )
        }
        let isFolded =
            direction == "up" && step.node.kind == "dataset" && !found.contains { $0.node.relation == "member" }
        return try await marked(found) + (isFolded ? try await members(of: step) : [])
    }

    /// Subjects, marked with what is so of them now, and annotations that were taken back.
    private func marked(_ steps: [Step]) async throws -> [Step] {
        let marks = steps.map(\.node).filter { ["subject", "annotation"].contains($0.kind) }
        guard !marks.isEmpty else { return steps }
        var remarks: [String: String] = [:]
        for row in try await connection.rows(
            PackageResources.lineage_marks_sql,
            [.textArray(marks.map(\.kind)), .textArray(marks.map(\.name))]
        ) {
            let isRetracted = try row.bool(6)
            let words =
                isRetracted
                ? ["retracted"]
                : try zip(["withdrew", "consent ended", "opted out", "erased"], 2...5)
                    .filter { try row.bool($0.1) }.map(\.0)
            remarks["\(try row.text(0)) \(try row.text(1))"] = words.joined(separator: ", ")
        }
        return steps.map { step in
            let node = step.node
            guard let remark = remarks["\(node.kind) \(node.name)"], !remark.isEmpty else { return step }
            let told = LineageTree.Node(
                kind: node.kind,
                name: node.name,
                relation: node.relation,
                entry: node.entry,
                remark: remark
            )
            return Step(node: told, at: step.at, held: step.held)
        }
    }

    /// The members of a dataset version as one node.
    private func members(of step: Step) async throws -> [Step] {
        let folded = try await connection.rows(
            PackageResources.lineage_members_sql,
            [.text(step.node.name), step.at.map { .text($0) } ?? .null]
        )
        guard let row = folded.first, try row.int64(0) + row.int64(1) > 0 else { return [] }
        let words = try zip(["withdrew", "consents ended", "opted out", "erased", "not recorded by name"], 2...6).map {
            ($0.0, try row.optionalInt64($0.1) ?? 0)
        }
        let remark = words.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
        let node = LineageTree.Node(
            kind: "members",
            name:
                "\(try row.int64(1)) series and annotations of \(try row.int64(0)) subjects in \(step.node.name)",
            relation: "member",
            entry: nil,
            remark: remark.isEmpty ? nil : remark
        )
        return [Step(node: node)]
    }
}
