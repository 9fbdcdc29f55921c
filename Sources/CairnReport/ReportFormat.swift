/// How an answer is written.
public enum ReportFormat: String, Sendable, CaseIterable {
    /// A table for a terminal.
    case text
    /// RFC 4180, safe to open in a spreadsheet.
    case csv
    /// One JSON object a line: the answer's head first, then its rows.
    case jsonl
    /// One page that can be filed and printed.
    case html
}
