public import CairnAudit
import CairnModel

/// An answer as RFC 4180 CSV for a spreadsheet: its head, a row of two cells for each fact, an empty line, then the table.
///
/// No cell can be taken for a formula. A program reads ``JSONReport`` instead.
public enum CSVReport {
    /// The text, its lines ended by CRLF.
    ///
    /// - Parameters:
    ///   - answer: The answer.
    ///   - recordedAt: The index of the entry that records that it was asked, where it was recorded.
    /// - Returns: Lines ended by CRLF.
    public static func text(_ answer: Answer, recordedAt: UInt64? = nil) -> String {
        let names = answer.question.columns.map(\.name) + ["entries"]
        let head = ReportHead(answer)
        var lines = [
            ["Question", "\(answer.question.title) (\(answer.question.article), question \(answer.question.code))"],
            ["Summary", answer.summary],
        ]
        lines += answer.warnings.map { ["Mind", $0] } + head.actions.map { ["What to do", $0] }
        lines += head.facts.map { [$0.0, $0.1] } + [["What this can't tell", answer.question.cannotTell]]
        lines += answer.excluded.map { ["Left out", $0] } + [["Recorded", ReportHead.recording(recordedAt)], []]
        lines += [names] + answer.rows.map { row in names.map { Cell.text(row[$0]) } }
        return lines.map { $0.map(CSVReport.cell).joined(separator: ",") + "\r\n" }.joined()
    }

    static func cell(_ text: String) -> String {
        var text = text
        if let first = text.unicodeScalars.first, "=+-@\t\r\n".unicodeScalars.contains(first) { text = "'" + text }
        guard text.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
