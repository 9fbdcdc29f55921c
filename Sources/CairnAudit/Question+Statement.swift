import CairnModel

/// The statement that counts an answer and gives its first rows, made of the question's own.
extension Question {
    /// The statement that counts all rows and gives the first of them: each line names its part and has an object.
    ///
    /// `totals` comes first, then a `value` and a `reason` for each that was counted, when something is `due`, then the rows.
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
        return "WITH answer AS MATERIALIZED (\n\(statement)\n)\n" + parts.joined(separator: "\nUNION ALL\n")
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

    private var totals: String {
        let filled = columns.filter { $0.kind != .verdict && $0.kind != .reason }.map { column in
            let name = "\"\(column.name)\""
            let isThere = [.list, .terms].contains(column.kind) ? " FILTER (WHERE \(name)::text <> '{}')" : ""
            return "'\(column.name)', count(\(name))\(isThere)"
        }
        let sums = columns.filter { $0.kind == .count }.map { "'\($0.name)', coalesce(sum(\"\($0.name)\"), 0)::bigint" }
        return """
            SELECT 'totals' AS part, json_build_object(
            'rows', count(*),
            'filled', json_build_object(\(filled.joined(separator: ", "))),
            'sums', json_build_object(\(sums.joined(separator: ", ")))
            )::text AS line FROM answer
            """
    }

    private var reasons: String? {
        guard columns.contains(where: { $0.kind == .reason }) else { return nil }
        return """
            SELECT 'reason', json_build_object('code', g.reason, 'verdict', coalesce(v.verdict, 'undetermined'), 'rows', g.rows)::text
            FROM (SELECT reason, count(*) AS rows FROM answer GROUP BY reason) g
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
        WHERE c.target IN (SELECT unnest(answer.entries) FROM answer) LIMIT 100)
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
        """
        SELECT 'value', json_build_object('column', '\(column)', 'value', g.value, 'rows', g.rows, 'values', g.values)::text
        FROM (
        SELECT "\(column)"::text AS value, count(*) AS rows, count(*) OVER () AS values FROM answer
        WHERE "\(column)" IS NOT NULL GROUP BY "\(column)" ORDER BY rows DESC, value LIMIT \(Tally.mostValues)
        ) g
        """
    }
}
