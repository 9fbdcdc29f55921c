public import CairnAudit
import CairnModel

/// An answer as RFC 4180 CSV; no cell can be taken for a formula by a spreadsheet.
public enum CSVReport {
    /// The text, its lines ended by CRLF.
    public static func text(_ answer: Answer) -> String {
        let names = answer.question.columns.map(\.name) + ["entries"]
        let lines = [names] + answer.rows.map { row in names.map { Cell.text(row[$0]) } }
        return lines.map { $0.map(CSVReport.cell).joined(separator: ",") + "\r\n" }.joined()
    }

    static func cell(_ text: String) -> String {
        var text = text
        if let first = text.unicodeScalars.first, "=+-@\t\r\n".unicodeScalars.contains(first) { text = "'" + text }
        guard text.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
