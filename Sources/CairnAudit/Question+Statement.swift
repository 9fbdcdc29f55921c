import CairnModel

/// The statement that counts an answer and gives its first rows, made of the question's own.
extension Question {
    /// The statement that counts all rows and gives the first of them: each line names its part and has an object.
    ///
    /// `totals` comes first, then a `value` and a `reason` for each that was counted, when something is `due`, then the
    /// rows. What is counted is counted in one pass: by reason and by the columns whose values are counted.
    func summed(limit: Int) -> String {
        let (statement, order) = ordered
        var parts = [totals] + counting.map(values)
        if let reasons { parts.append(reasons) }
        if let due { parts.append(due) }
        parts += [Question.cited]
        let shown = columns.map { column in
            column.kind == .verdict
                ? "coalesce((SELECT v.verdict FROM reason v WHERE v.code = answer.reason), 'undetermined') AS verdict"
                : "answer.\"\(column.name)\""
        }
        parts.append(
            """
            SELECT 'row', row_to_json(r)::text FROM (
            SELECT \(shown.joined(separator: ", ")), answer.entries FROM (
            SELECT * FROM answer \(order) LIMIT \(limit)
            ) answer) r
            """
        )
        return "WITH answer AS MATERIALIZED (\n\(statement)\n),\ncounted AS MATERIALIZED (\n\(groups)\n)\n"
            + parts.joined(separator: "\nUNION ALL\n")
    }

    /// The statement, and the order of its rows where that can be taken from it: where it names columns of the answer,
    /// the first rows are found without sorting all.
    private var ordered: (statement: String, order: String) {
        guard let place = sql.ranges(of: "\nORDER BY ").last else { return (sql, "") }
        let order = sql[place.upperBound...]
        guard
            order.wholeMatch(of: /\s*\w+( DESC)?( NULLS (FIRST|LAST))?(,\s+\w+( DESC)?( NULLS (FIRST|LAST))?)*\s*/)
                != nil
        else { return (sql, "") }
        return (String(sql[..<place.lowerBound]), "ORDER BY \(order)")
    }

    /// The columns that have values to be counted, and those of numbers.
    private var filled: [Column] { columns.filter { $0.kind != .verdict && $0.kind != .reason } }
    private var sums: [Column] { columns.filter { $0.kind == .count } }
    private var hasReasons: Bool { columns.contains { $0.kind == .reason } }

    /// The rows of each reason and each value that is counted, together.
    private var groups: String {
        let names = (hasReasons ? ["reason"] : []) + counting
        let keys = names.enumerated().map { "\"\($0.element)\" AS key_\($0.offset)" }
        let filled = filled.enumerated().map { number, column in
            let name = "\"\(column.name)\""
            let isThere = [.list, .terms].contains(column.kind) ? " FILTER (WHERE \(name) <> '{}')" : ""
            return "count(\(name))\(isThere) AS filled_\(number)"
        }
        let sums = sums.enumerated().map { "sum(\"\($0.element.name)\") AS sum_\($0.offset)" }
        let selected = (keys + ["count(*) AS rows"] + filled + sums).joined(separator: ", ")
        let grouped = names.indices.map { "key_\($0)" }.joined(separator: ", ")
        return "SELECT \(selected) FROM answer" + (grouped.isEmpty ? "" : " GROUP BY \(grouped)")
    }

    private var totals: String {
        let filled = filled.enumerated().map { "'\($0.element.name)', coalesce(sum(filled_\($0.offset)), 0)::bigint" }
        let sums = sums.enumerated().map { "'\($0.element.name)', coalesce(sum(sum_\($0.offset)), 0)::bigint" }
        return """
            SELECT 'totals' AS part, json_build_object(
            'rows', coalesce(sum(rows), 0)::bigint,
            'filled', json_build_object(\(filled.joined(separator: ", "))),
            'sums', json_build_object(\(sums.joined(separator: ", ")))
            )::text AS line FROM counted
            """
    }

    private var reasons: String? {
        guard hasReasons else { return nil }
        return """
            SELECT 'reason', json_build_object('code', g.reason, 'verdict', coalesce(v.verdict, 'undetermined'), 'rows', g.rows)::text
            FROM (SELECT key_0 AS reason, sum(rows)::bigint AS rows FROM counted GROUP BY key_0) g
            LEFT JOIN reason v ON v.code = g.reason
            """
    }

    /// When the first of the time limits ends that are still open.
    private var due: String? {
        let reasons = columns.filter { $0.kind == .reason }.map(\.name)
        guard columns.contains(where: { $0.name == "due_by" }), !reasons.isEmpty else { return nil }
        return """
            SELECT 'due', json_build_object('due_by', min(due_by))::text
            FROM answer WHERE 'open' IN (\(reasons.joined(separator: ", "))) HAVING count(due_by) > 0
            """
    }

    /// The cited entries that were marked as wrong, and those signed while their key may have been in other hands: at most
    /// a hundred each.
    private static let cited = """
        (SELECT 'correction', json_build_object('entry', c.target)::text
        FROM correction_standing() c
        WHERE c.target IN (
        SELECT unnest(answer.entries) FROM answer WHERE EXISTS (SELECT FROM correction_standing())
        ) LIMIT 100)
        UNION ALL
        (SELECT DISTINCT 'doubtful', json_build_object('entry', u.idx)::text
        FROM doubtful_standing() d
        CROSS JOIN LATERAL (
        SELECT u.idx FROM answer, unnest(answer.entries) AS u (idx) WHERE u.idx BETWEEN d.first_idx AND d.last_idx
        LIMIT 100
        ) u LIMIT 100)
        """

    /// How many rows have each value of a column: the thousand most frequent, and how many values there are.
    private func values(of column: String) -> String {
        let key = "key_\((counting.firstIndex(of: column) ?? 0) + (hasReasons ? 1 : 0))"
        return """
            SELECT 'value', json_build_object('column', '\(column)', 'value', g.value, 'rows', g.rows, 'values', g.values)::text
            FROM (
            SELECT \(key)::text AS value, sum(rows)::bigint AS rows, count(*) OVER () AS values FROM counted
            WHERE \(key) IS NOT NULL GROUP BY \(key) ORDER BY rows DESC, value LIMIT \(Tally.mostValues)
            ) g
            """
    }
}
