public import CairnAudit
import CairnModel

/// An answer as text for a terminal: a first page that says all, then a table of the rows.
public enum TextReport {
    private static let widest = 40

    /// The lines; what came from the ledger must still be escaped by who prints them.
    ///
    /// - Parameters:
    ///   - answer: The answer.
    ///   - recordedAt: The index of the entry that records that it was asked, where it was recorded.
    /// - Returns: Lines without line feeds of their own.
    public static func lines(_ answer: Answer, recordedAt: UInt64? = nil) -> [String] {
        let page = FirstPage(answer)
        var lines = [
            "\(answer.question.title) (\(answer.question.article), question \(answer.question.code))", "",
            answer.summary, "",
        ]
        lines += answer.warnings.map { "Warning: \($0)" } + (answer.warnings.isEmpty ? [] : [""])
        for (verdict, rows) in page.verdicts {
            lines.append("\(verdict.heading): \(FirstPage.rows(rows))")
            lines += page.found(verdict).flatMap(TextReport.lines)
        }
        if !page.verdicts.isEmpty { lines.append("") }
        lines += ["What was asked:"] + page.facts.map { "  \($0.name): \($0.value)" }
        lines += ["", "What this can't tell, and what is not in it:"] + page.limits.map { "  - \($0)" }
        if !answer.rows.isEmpty { lines += [""] + table(answer) }
        return lines + ["", FirstPage.recording(recordedAt)]
    }

    private static func lines(_ found: FirstPage.Found) -> [String] {
        let law = " (\(found.law))"
        let action = found.action.map { ["      What to do: \($0)"] } ?? []
        return ["  - \(found.count): \(found.meaning)\(law) [\(found.code)]"] + action
    }

    private static func table(_ answer: Answer) -> [String] {
        let columns = ReportRow.columns(of: answer, withEmpty: false)
        let cells = answer.rows.map { row in columns.map { wrapped($0.text(row)) } }
        let widths = columns.indices.map { index in
            cells.flatMap { $0[index] }.map(\.count).reduce(columns[index].name.count, max)
        }
        func line(_ texts: [String]) -> String {
            let padded = zip(texts, widths).map { $0 + String(repeating: " ", count: max(0, $1 - $0.count)) }
            return String(padded.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
        }
        func lines(_ row: [[String]]) -> [String] {
            (0..<row.map(\.count).reduce(1, max)).map { part in line(row.map { part < $0.count ? $0[part] : "" }) }
        }
        return [line(columns.map(\.name)), line(widths.map { String(repeating: "-", count: $0) })]
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
