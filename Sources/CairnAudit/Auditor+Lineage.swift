public import CairnModel
import CairnPostgres

extension Auditor {
    /// Walks from a thing to what it came from, what came of it, or both.
    ///
    /// More than 20 members of a dataset version are folded into one node with their numbers. Subjects who have since
    /// withdrawn, opted out or been erased are marked, or counted.
    ///
    /// - Parameters:
    ///   - thing: Where the walk begins.
    ///   - directions: Where it goes.
    ///   - depth: How many steps to walk at most, up to 100.
    ///   - most: How many connections to follow at most.
    ///   - validAt: The time by which withdrawals count.
    ///   - until: When to stop walking.
    /// - Returns: The tree.
    /// - Throws: The database's error.
    public func lineage(
        of thing: LineageTree.Thing,
        directions: [LineageTree.Direction],
        depth: Int = 20,
        most: Int = 5_000,
        validAt: Timestamp,
        until: ContinuousClock.Instant
    ) async throws -> LineageTree {
        let known = try await projected()
        return try await asking(known, validAt) { _ in
            let walk = try await walk(thing, directions, depth, most, until)
            let remarks = try await remarks(on: walk.steps.map(\.thing) + [thing])
            let folded = try await members(of: walk.steps, from: thing, directions, below: depth)
            let redacted = try await redactions(of: Auditor.lineageReads, known: known)
            return tree(thing, walk, remarks, folded, warnings: [redacted.sentence].compactMap(\.self))
        }
    }

    /// The families that the functions read which a walk calls.
    package static let lineageReads = FamiliesRead(
        "FROM lineage_walk(), subject_since(), members_folded(), retracted_annotation()"
    )

    /// A connection on the way, and the time at which the thing that it leads to was used.
    private struct Step {
        let direction: LineageTree.Direction
        let depth: Int
        let from: LineageTree.Thing
        let thing: LineageTree.Thing
        let relation: String
        let entry: UInt64
        let at: String
    }

    /// The steps within the limits, and whether there are more.
    private func walk(
        _ thing: LineageTree.Thing,
        _ directions: [LineageTree.Direction],
        _ depth: Int,
        _ most: Int,
        _ until: ContinuousClock.Instant
    ) async throws -> (steps: [Step], isCut: Bool) {
        // One step more than asked for says whether there are more.
        let steps = String(decoding: PackageResources.lineage_steps_sql, as: UTF8.self)
        try await connection.query(
            Statement(name: "", sql: "DECLARE walk NO SCROLL CURSOR FOR \(steps)"),
            [.textArray(directions.map(\.rawValue)), .text(thing.kind), .text(thing.name), .int32(Int32(depth) + 1)]
        )
        var found: [Step] = []
        while true {
            let page = try await connection.query(Statement(name: "", sql: "FETCH 500 FROM walk")).rows
            found += try page.map(Auditor.step)
            if page.count < 500 { break }
            guard found.count <= most, ContinuousClock.now < until else {
                return (Array(found.filter { $0.depth <= depth }.prefix(most)), true)
            }
            try Task.checkCancellation()
        }
        let near = found.filter { $0.depth <= depth }
        return (Array(near.prefix(most)), near.count < found.count || near.count > most)
    }

    private static func step(_ row: QueryResult.Row) throws -> Step {
        Step(
            direction: try row.text(0) == "up" ? .up : .down,
            depth: Int(try row.int64(1)),
            from: LineageTree.Thing(kind: try row.text(2), name: try row.text(3)),
            thing: LineageTree.Thing(kind: try row.text(4), name: try row.text(5)),
            relation: try row.text(6),
            entry: UInt64(try row.int64(7)),
            at: try row.text(8)
        )
    }

    /// What is so now of the subjects among things, and which annotations were taken back.
    private func remarks(on things: [LineageTree.Thing]) async throws -> [LineageTree.Thing: String] {
        let marks = Set(things).filter { ["subject", "annotation"].contains($0.kind) }.sorted { $0.name < $1.name }
        var remarks: [LineageTree.Thing: String] = [:]
        for row in try await connection.rows(
            PackageResources.lineage_marks_sql,
            [.textArray(marks.map(\.kind)), .textArray(marks.map(\.name))]
        ) {
            let words =
                try row.bool(6)
                ? ["retracted"]
                : try zip(["withdrew", "consent ended", "opted out", "erased"], 2...5)
                    .filter { try row.bool($0.1) }.map(\.0)
            if !words.isEmpty {
                remarks[LineageTree.Thing(kind: try row.text(0), name: try row.text(1))] =
                    words.joined(separator: ", ")
            }
        }
        return remarks
    }

    /// The members of each dataset version that the walk reached upwards, as one node, where they aren't there one by
    /// one.
    private func members(
        of steps: [Step],
        from thing: LineageTree.Thing,
        _ directions: [LineageTree.Direction],
        below depth: Int
    ) async throws -> [LineageTree.Thing: LineageTree.Node] {
        let single = Set(steps.filter { $0.direction == .up && $0.relation == "member" }.map(\.from))
        var versions: [LineageTree.Thing: String] = [:]
        if directions.contains(.up), thing.kind == "dataset" { versions[thing] = "" }
        for step in steps where step.direction == .up && step.thing.kind == "dataset" && step.depth < depth {
            versions[step.thing] = versions[step.thing] ?? step.at
        }
        let wanted = versions.filter { !single.contains($0.key) }.sorted { $0.key.name < $1.key.name }
        var folded: [LineageTree.Thing: LineageTree.Node] = [:]
        for row in try await connection.rows(
            PackageResources.lineage_members_sql,
            [.textArray(wanted.map(\.key.name)), .textArray(wanted.map(\.value))]
        ) {
            let version = try row.text(0)
            let words = try zip(["withdrew", "consents ended", "opted out", "erased", "not recorded by name"], 3...7)
                .map { ($0.0, try row.optionalInt64($0.1) ?? 0) }
            let remark = words.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
            let held = "\(try row.int64(2)) series and annotations of \(try row.int64(1)) subjects in \(version)"
            folded[LineageTree.Thing(kind: "dataset", name: version)] = LineageTree.Node(
                thing: LineageTree.Thing(kind: "members", name: held),
                relation: "member",
                entry: nil,
                remark: remark.isEmpty ? nil : remark
            )
        }
        return folded
    }

    private func tree(
        _ thing: LineageTree.Thing,
        _ walk: (steps: [Step], isCut: Bool),
        _ remarks: [LineageTree.Thing: String],
        _ folded: [LineageTree.Thing: LineageTree.Node],
        warnings: [String]
    ) -> LineageTree {
        let root = LineageTree.Node(thing: thing, relation: "", entry: nil, remark: remarks[thing])
        var nodes = [thing: root]
        var next: [LineageTree.Direction: [LineageTree.Thing: [LineageTree.Node]]] = [:]
        var edges: Set<LineageTree.Edge> = []
        var seen: Set<[String]> = []
        func connect(_ direction: LineageTree.Direction, _ from: LineageTree.Thing, _ node: LineageTree.Node) {
            let key = [direction.rawValue, from.kind, from.name, node.relation, node.thing.kind, node.thing.name]
            guard seen.insert(key).inserted else { return }
            next[direction, default: [:]][from, default: []].append(node)
            let other = nodes[from] ?? root
            let (source, target) = direction == .up ? (node, other) : (other, node)
            edges.insert(LineageTree.Edge(source: source, target: target, relation: node.relation))
        }
        for step in walk.steps {
            let node = LineageTree.Node(
                thing: step.thing,
                relation: step.relation,
                entry: step.entry,
                remark: remarks[step.thing]
            )
            connect(step.direction, step.from, node)
            nodes[step.thing] = nodes[step.thing] ?? node
        }
        for (version, node) in folded { connect(.up, version, node) }
        return LineageTree(
            root: root,
            next: next.mapValues { $0.mapValues { $0.sorted { ($0.kind, $0.name) < ($1.kind, $1.name) } } },
            edges: edges.sorted { "\($0)" < "\($1)" },
            isCut: walk.isCut,
            warnings: warnings
        )
    }
}
