public import CairnAudit
import CairnModel

/// An answer as RFC 4180 CSV for a spreadsheet: its head, two cells a line, an empty line, then the table.
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
        let columns = ReportRow.columns(of: answer, withEmpty: true)
        let page = FirstPage(answer)
        var lines = [
            ["Question", "\(answer.question.title) (\(answer.question.article), question \(answer.question.code))"],
            ["Summary", answer.summary],
        ]
        lines += answer.warnings.map { ["Warning", $0] }
        lines += page.verdicts.map { [$0.verdict.heading, FirstPage.rows($0.rows)] }
        lines += page.found.map { found in
            let law = " (\(found.law))"
            let action = found.action.map { " What to do: \($0)" } ?? ""
            return ["Reason \(found.code)", "\(found.count): \(found.meaning)\(law)\(action)"]
        }
        lines += page.facts.map { [$0.name, $0.value] } + page.limits.map { ["What this can't tell", $0] }
        lines += [["Recorded", FirstPage.recording(recordedAt)], []]
        lines += [columns.map(\.name)] + answer.rows.map { row in columns.map { Cell.text(row[$0.name], $0.kind) } }
        return lines.map { $0.map(CSVReport.cell).joined(separator: ",") + "\r\n" }.joined()
    }

    static func cell(_ text: String) -> String {
        var text = text
        if let first = text.unicodeScalars.first, "=+-@\t\r\n".unicodeScalars.contains(first) { text = "'" + text }
        guard text.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
