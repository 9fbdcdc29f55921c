public import CairnAudit
import CairnModel

/// An answer as a table for a terminal.
public enum TextReport {
    private static let widest = 40

    /// The lines; what came from the ledger must still be escaped by who prints them.
    public static func lines(_ answer: Answer) -> [String] {
        var lines = [
            "\(answer.question.title) (\(answer.question.article), question \(answer.question.code))", "",
            answer.summary, "",
        ]
        lines += ReportHead(answer).facts.map { "  \($0.0): \($0.1)" }
        if !answer.rows.isEmpty { lines += [""] + table(answer) }
        let actions = ReportHead(answer).actions
        if !actions.isEmpty { lines += ["", "What to do:"] + actions.map { "  - \($0)" } }
        lines += ["", "What this can't tell: \(answer.question.cannotTell)"]
        return lines + answer.excluded.map { "Left out: \($0)" }
    }

    private static func table(_ answer: Answer) -> [String] {
        let names = answer.question.columns.map(\.name) + ["entries"]
        let cells = answer.rows.map { row in names.map { clipped(Cell.text(row[$0])) } }
        // A column in which nothing stands says nothing.
        let shown = names.indices.filter { column in cells.contains { !$0[column].isEmpty } }
        let widths = shown.map { column in cells.map { $0[column].count }.reduce(names[column].count, max) }
        func line(_ texts: [String]) -> String {
            let padded = zip(texts, widths).map { $0 + String(repeating: " ", count: max(0, $1 - $0.count)) }.joined(
                separator: "  "
            )
            return String(padded.reversed().drop { $0 == " " }.reversed())
        }
        return [line(shown.map { names[$0] }), line(widths.map { String(repeating: "-", count: $0) })]
            + cells.map { row in line(shown.map { row[$0] }) }
    }

    private static func clipped(_ text: String) -> String { text.count > widest ? text.prefix(widest - 1) + "…" : text }
}
