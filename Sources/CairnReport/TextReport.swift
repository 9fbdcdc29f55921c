public import CairnAudit
import CairnModel

/// An answer as a table for a terminal.
public enum TextReport {
    private static let widest = 40

    /// The lines; what came from the ledger must still be escaped by who prints them.
    ///
    /// - Parameters:
    ///   - answer: The answer.
    ///   - recordedAt: The index of the entry that records that it was asked, where it was recorded.
    /// - Returns: Lines without line feeds of their own.
    public static func lines(_ answer: Answer, recordedAt: UInt64? = nil) -> [String] {
        var lines = [
            "\(answer.question.title) (\(answer.question.article), question \(answer.question.code))", "",
            answer.summary, "",
        ]
        lines += answer.warnings.map { "Mind: \($0)" } + (answer.warnings.isEmpty ? [] : [""])
        lines += ReportHead(answer).facts.map { "  \($0.0): \($0.1)" }
        if !answer.rows.isEmpty { lines += [""] + table(answer) }
        let actions = ReportHead(answer).actions
        if !actions.isEmpty { lines += ["", "What to do:"] + actions.map { "  - \($0)" } }
        lines += ["", "What this can't tell: \(answer.question.cannotTell)"]
        lines += answer.excluded.map { "Left out: \($0)" }
        return lines + [ReportHead.recording(recordedAt)]
    }

    private static func table(_ answer: Answer) -> [String] {
        let names = answer.question.columns.map(\.name) + ["entries"]
        let cells = answer.rows.map { row in names.map { wrapped(Cell.text(row[$0])) } }
        // A column in which nothing stands says nothing.
        let shown = names.indices.filter { column in cells.contains { $0[column] != [""] } }
        let widths = shown.map { column in cells.flatMap { $0[column] }.map(\.count).reduce(names[column].count, max) }
        func line(_ texts: [String]) -> String {
            let padded = zip(texts, widths).map { $0 + String(repeating: " ", count: max(0, $1 - $0.count)) }.joined(
                separator: "  "
            )
            return String(padded.reversed().drop { $0 == " " }.reversed())
        }
        func lines(_ row: [[String]]) -> [String] {
            (0..<shown.map { row[$0].count }.reduce(1, max)).map { part in
                line(shown.map { part < row[$0].count ? row[$0][part] : "" })
            }
        }
        return [line(shown.map { names[$0] }), line(widths.map { String(repeating: "-", count: $0) })]
            + cells.flatMap(lines)
    }

    /// A cell in lines that are narrow enough, broken at spaces where there are some: nothing is cut off.
    private static func wrapped(_ text: String) -> [String] {
        var lines: [String] = []
        var rest = Substring(text)
        while rest.count > widest {
            let end = rest.index(rest.startIndex, offsetBy: widest)
            let space = rest[...end].lastIndex(of: " ") ?? end
            let cut = space == rest.startIndex ? end : space
            lines.append(String(rest[..<cut]))
            rest = rest[cut...].drop { $0 == " " }
        }
        return lines + [String(rest)]
    }
}
