public import CairnAudit

/// Lineage as a tree of text and as Graphviz's DOT.
public enum LineageReport {
    /// The tree, a line a thing; what was shown before is not unfolded again.
    ///
    /// Large families of leaves are folded.
    public static func lines(_ tree: LineageTree, directions: [LineageTree.Direction]) -> [String] {
        let tree = tree.folded()
        let mark = tree.root.remark.map { "  ! \($0)" } ?? ""
        var lines: [String] = []
        for direction in directions {
            lines.append(
                direction == .up
                    ? "What \(name(tree.root)) came from:\(mark)" : "What came of \(name(tree.root)):\(mark)"
            )
            var seen: Set<String> = []
            add(tree, tree.root, direction, 1, &seen, &lines)
            if seen.count == 1, tree.next[direction]?[tree.root.thing]?.isEmpty != false {
                lines.append("  nothing that is recorded")
            }
        }
        if tree.isCut { lines.append("There is more: the walk stopped at its limit.") }
        return lines + tree.warnings.map { "Warning: \($0)" }
    }

    private static func add(
        _ tree: LineageTree,
        _ node: LineageTree.Node,
        _ direction: LineageTree.Direction,
        _ depth: Int,
        _ seen: inout Set<String>,
        _ lines: inout [String]
    ) {
        guard seen.insert(name(node)).inserted, depth <= 100 else { return }
        for other in tree.next[direction]?[node.thing] ?? [] {
            let entry = other.entry.map { " (entry \($0))" } ?? ""
            let remark = other.remark.map { "  ! \($0)" } ?? ""
            let again = seen.contains(name(other)) ? " …" : ""
            lines.append(
                String(repeating: "  ", count: depth) + "\(other.relation): \(name(other))\(entry)\(remark)\(again)"
            )
            add(tree, other, direction, depth + 1, &seen, &lines)
        }
    }

    private static func name(_ node: LineageTree.Node) -> String {
        node.kind == "members" ? node.name : "\(node.kind) \(node.name)"
    }

    /// A directed graph from the sources to what came of them.
    public static func dot(_ tree: LineageTree) -> String {
        let tree = tree.folded()
        var nodes: [String: LineageTree.Node] = [:]
        for node in [tree.root] + tree.edges.flatMap({ [$0.source, $0.target] }) {
            nodes[name(node)] = nodes[name(node)] ?? node
        }
        let shapes = [
            "subject": "ellipse", "members": "ellipse", "dataset": "folder", "model": "component", "egress": "cds",
        ]
        let drawn = nodes.sorted { $0.key < $1.key }.map { key, node in
            let label = node.kind == "members" ? node.name : "\(node.kind)\n\(node.name)"
            let remark = node.remark.map { "\n\($0)" } ?? ""
            let colour =
                node.remark != nil
                ? ", color=\"#a4161a\", fontcolor=\"#a4161a\"" : node.name == tree.root.name ? ", penwidth=2" : ""
            return "  \(quoted(key)) [label=\(quoted(label + remark)), shape=\(shapes[node.kind] ?? "box")\(colour)];"
        }
        let edges = tree.edges.map {
            "  \(quoted(name($0.source))) -> \(quoted(name($0.target))) [label=\(quoted($0.relation))];"
        }
        let warnings = tree.warnings.map { "\n  label=\(quoted($0));" }.joined()
        return """
            digraph lineage {
              rankdir=LR;\(warnings)
              node [fontname="DejaVu Sans", fontsize=10];
              edge [fontname="DejaVu Sans", fontsize=8];
            \((drawn + Set(edges).sorted()).joined(separator: "\n"))
            }

            """
    }

    private static func quoted(_ text: String) -> String {
        var quoted = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case _ where scalar.properties.generalCategory == .control: quoted += "?"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return "\"\(quoted)\""
    }
}
