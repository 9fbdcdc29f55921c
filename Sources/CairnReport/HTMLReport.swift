public import CairnAudit
import CairnModel

/// An answer as one page that an officer can file and print: nothing is loaded from elsewhere.
///
/// What was found, what to do and how far it goes stand before the rows. What colour says is said in words as well.
public enum HTMLReport {
    /// The page.
    ///
    /// - Parameters:
    ///   - answer: The answer.
    ///   - recordedAt: The index of the entry that records that it was asked, where it was recorded.
    /// - Returns: A whole HTML document.
    public static func text(_ answer: Answer, recordedAt: UInt64? = nil) -> String {
        let question = answer.question
        let page = FirstPage(answer)
        let warnings = answer.warnings.map { "<p class=\"warning\"><strong>Warning:</strong> \(escaped($0))</p>" }
        let code = escaped(question.code)
        let facts = page.facts.map { fact($0.name, $0.value) }.joined(separator: "\n")
        let limits = page.limits.map { "<li>\(escaped($0))</li>" }.joined(separator: "\n")
        let annex = answer.rows.count > 12 ? "annex" : "rows-section"
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(escaped(question.title)) – \(escaped("\(answer.origin)"))</title>
            <style>\(style)</style></head><body>
            <header><p class="law">\(escaped(question.article)) · question \(code)</p>
            <h1>\(escaped(question.title))</h1></header>
            <main>
            <p class="summary">\(escaped(answer.summary))</p>
            \(warnings.joined(separator: "\n"))
            \(verdicts(page))
            <section><h2>What was asked</h2>
            <table class="facts"><caption>Parameters, times and ledger</caption>
            <tbody>\(facts)</tbody></table></section>
            <section><h2>What this can’t tell, and what is not in it</h2>
            <ul>\(limits)</ul></section>
            <section class="\(annex)"><h2>\(answer.rows.isEmpty ? "No rows" : "Rows")</h2>
            \(rows(answer))</section>
            <section><h2>What the columns mean</h2><table class="facts small">
            <caption>Each column and its meaning</caption>
            <tbody>\(meanings(answer))</tbody></table></section>
            </main>
            <footer><p>\(FirstPage.recording(recordedAt))
            The numbers under “Entries” are indexes of entries of the ledger \(escaped("\(answer.origin)")): each
            can be proven, offline, against the checkpoint above
            (<code>cairn ask \(code) … --evidence FILE</code>, then <code>cairn verify FILE</code>).
            \(ehds(question))</p></footer>
            </body></html>

            """
    }

    private static func ehds(_ question: Question) -> String {
        question.article.hasPrefix("EHDS")
            ? "Questions of the EHDS are answered as the Regulation (EU) 2025/327 will apply." : ""
    }

    /// How many rows have each verdict, then each reason with its law and what to do.
    private static func verdicts(_ page: FirstPage) -> String {
        guard !page.verdicts.isEmpty else { return "" }
        let counts = page.verdicts.map {
            "<li class=\"\(escaped($0.verdict.rawValue))\"><strong>\($0.rows)</strong> \(escaped($0.verdict.word))</li>"
        }
        let lines = page.found.map { found in
            """
            <tr class="\(escaped(found.verdict.rawValue))"><td class="count">\(found.rows)</td>
            <td class="verdict">\(escaped(found.verdict.word))</td>
            <td>\(escaped(found.meaning)) <code>\(escaped(found.code))</code></td>
            <td>\(escaped(found.law))</td><td>\(escaped(found.action ?? "–"))</td></tr>
            """
        }
        return """
            <section><h2>What was found</h2><ul class="counts">\(counts.joined())</ul>
            <div class="wide"><table class="rows found">
            <caption>Rows by reason, with the law and what to do</caption>
            <thead><tr><th scope="col">Rows</th><th scope="col">Verdict</th><th scope="col">Reason</th>
            <th scope="col">Law</th><th scope="col">What to do</th></tr></thead>
            <tbody>\(lines.joined(separator: "\n"))</tbody></table></div></section>
            """
    }

    private static func rows(_ answer: Answer) -> String {
        guard !answer.rows.isEmpty else { return "<p>Nothing in this ledger belongs to the answer.</p>" }
        let columns = ReportRow.columns(of: answer, withEmpty: false)
        let heads = columns.map { "<th scope=\"col\">\(escaped(Cell.heading($0.name)))</th>" }.joined()
        let lines = answer.rows.map { row in
            let verdict = Answer.Verdict(rawValue: row["verdict"]?.string ?? "")?.rawValue ?? ""
            return "<tr class=\"\(verdict)\">" + columns.map { cell($0, row) }.joined() + "</tr>"
        }
        let shown = answer.rows.count == answer.tally.rows ? "" : ", the first \(answer.rows.count) of them"
        return """
            <div class="wide"><table class="rows">
            <caption>\(FirstPage.rows(answer.tally.rows))\(shown), as the question orders them</caption>
            <thead><tr>\(heads)</tr></thead><tbody>
            \(lines.joined(separator: "\n"))
            </tbody></table></div>
            """
    }

    private static func cell(_ column: ReportRow, _ row: JSONValue) -> String {
        let text = column.text(row)
        switch column.kind {
        case .verdict:
            return "<td class=\"verdict\">\(escaped(text))</td>"
        case .reason:
            let code = Cell.text(row[column.name], column.kind)
            guard let reason = Reason.named(code) else { return "<td>\(escaped(text))</td>" }
            let law = reason.law.map { "<br><small>\(escaped($0))</small>" } ?? ""
            return "<td>\(escaped(reason.meaning))\(law)<br><code>\(escaped(code))</code></td>"
        case .count:
            return "<td class=\"count\">\(escaped(text))</td>"
        case .time, .date:
            return "<td class=\"time\">\(escaped(text))</td>"
        case .list where column.name == "entries":
            return "<td class=\"entries\">\(escaped(text))</td>"
        case .text, .flag, .list, .terms:
            let labels = column.labels(row)
            guard !labels.isEmpty else { return "<td>\(escaped(text))</td>" }
            return "<td>\(escaped(labels.joined(separator: ", ")))<br><small>\(escaped(text))</small></td>"
        }
    }

    private static func fact(_ name: String, _ value: String) -> String {
        "<tr><th scope=\"row\">\(escaped(name))</th><td>\(escaped(value))</td></tr>"
    }

    private static func meanings(_ answer: Answer) -> String {
        ReportRow.columns(of: answer, withEmpty: true).map { fact(Cell.heading($0.name), $0.meaning) }.joined()
    }

    /// Text in which nothing is markup, and nothing steers.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default:
                switch scalar.properties.generalCategory {
                case .control, .format, .surrogate, .privateUse, .unassigned: escaped += "\u{FFFD}"
                default: escaped.unicodeScalars.append(scalar)
                }
            }
        }
        return escaped
    }

    private static let style = """
        :root{--ink:#1a1a1a;--faint:#5d6470;--line:#d5d9e0;--bad:#a4161a;--good:#1b6e3c;--open:#8a5a00}
        *{box-sizing:border-box}
        body{font:15px/1.5 system-ui,"DejaVu Sans",sans-serif;color:var(--ink)}
        body{max-width:1100px;margin:2rem auto;padding:0 1.2rem}
        h1{font-size:1.6rem;line-height:1.25;margin:.1rem 0 .8rem}h2{font-size:1.05rem;margin:1.6rem 0 .4rem}
        .law{color:var(--faint);margin:0}
        .summary{font-size:1.15rem;border-left:4px solid #1a1a1a;padding:.3rem 0 .3rem .9rem;margin:0 0 1rem}
        .warning{background:#fff4d6;border-left:4px solid var(--open);padding:.3rem 0 .3rem .9rem}
        .counts{list-style:none;padding:0;margin:.2rem 0 .6rem}.counts li{display:inline;margin-right:1.6em}
        .counts strong{font-size:1.3em}
        .counts .not-covered{color:var(--bad)}.counts .undetermined{color:var(--open)}
        .counts .covered{color:var(--good)}
        table{border-collapse:collapse;width:100%}th{text-align:left;vertical-align:top}
        td{vertical-align:top;overflow-wrap:break-word}
        caption{text-align:left;color:var(--faint);font-size:1em;padding:.1rem 0}
        .facts th{width:32%;font-weight:600;padding:.15rem .8rem .15rem 0}
        .facts td{padding:.15rem 0}.small{font-size:.85em}
        .wide{overflow-x:auto}.rows{font-size:.84rem}
        .rows th,.rows td{border-bottom:1px solid #d5d9e0;padding:.35rem .5rem .35rem 0}
        .rows th{border-bottom:2px solid #1a1a1a}
        .found{font-size:.92rem}.count,.time{font-variant-numeric:tabular-nums}.verdict{white-space:nowrap}
        .entries{color:var(--faint);overflow-wrap:anywhere}
        tr.not-covered .verdict{color:var(--bad);font-weight:700}tr.covered .verdict{color:var(--good)}
        tr.undetermined .verdict{color:var(--open);font-weight:700}
        code{font-size:.9em}small{color:var(--faint)}
        footer{margin-top:2rem;border-top:1px solid #d5d9e0;color:var(--faint);font-size:.85rem}
        @page{size:A4 landscape;margin:14mm}
        @media print{body{margin:0;max-width:none;font-size:10px}.rows{font-size:8.5px}.found{font-size:9.5px}
        thead{display:table-header-group}tr,.rows-section{break-inside:avoid}h2,caption{break-after:avoid}.annex{break-before:page}}
        """
}
