public import CairnAudit
import CairnModel

/// An answer as one page that an officer can file and print: nothing is loaded from elsewhere.
public enum HTMLReport {
    /// The page.
    ///
    /// - Parameters:
    ///   - answer: The answer.
    ///   - recordedAt: The index of the entry that records that it was asked, where it was recorded.
    /// - Returns: A whole HTML document.
    public static func text(_ answer: Answer, recordedAt: UInt64? = nil) -> String {
        let question = answer.question
        let head = ReportHead(answer)
        let actions = head.actions.map { "<li>\(escaped($0))</li>" }.joined()
        let facts = head.facts.map { "<tr><th>\(escaped($0.0))</th><td>\(escaped($0.1))</td></tr>" }.joined(
            separator: "\n"
        )
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(escaped(question.title)) – \(escaped("\(answer.origin)"))</title>
            <style>\(style)</style></head><body>
            <header><p class="law">\(escaped(question.article)) · question \(escaped(question.code))</p>
            <h1>\(escaped(question.title))</h1></header>
            <p class="summary">\(escaped(answer.summary))</p>
            \(answer.warnings.map { "<p class=\"mind\">\(escaped($0))</p>" }.joined())
            \(actions.isEmpty ? "" : "<section class=\"todo\"><h2>What to do</h2><ul>\(actions)</ul></section>")
            <section><h2>What was asked</h2><table class="facts">\(facts)</table></section>
            <section><h2>\(answer.rows.isEmpty ? "No rows" : "Rows")</h2>\(rows(answer))</section>
            <section><h2>What this can’t tell</h2><p>\(escaped(question.cannotTell))</p>
            <ul>\(answer.excluded.map { "<li>\(escaped($0))</li>" }.joined())</ul></section>
            <section><h2>What the columns mean</h2><table class="facts small">\(meanings(answer))</table></section>
            <footer><p>\(ReportHead.recording(recordedAt)) The numbers under “entries” are places in the ledger \(escaped("\(answer.origin)")): each can be proven,
            offline, against the checkpoint above (<code>cairn ask \(escaped(question.code)) … --evidence FILE</code>, then
            <code>cairn verify FILE</code>). EHDS questions are answered as the Regulation will apply from 2029.</p></footer>
            </body></html>

            """
    }

    private static func rows(_ answer: Answer) -> String {
        guard !answer.rows.isEmpty else { return "<p>Nothing in the ledger answers to this.</p>" }
        let names = (answer.question.columns.map(\.name) + ["entries"]).filter { name in
            // A column in which nothing stands, or everything is withheld, says nothing.
            answer.rows.contains { !Cell.text($0[name]).isEmpty && $0[name] != .string("withheld") }
        }
        let heads = names.map { "<th>\(escaped(Cell.heading($0)))</th>" }.joined()
        let lines = answer.rows.map { row in
            let verdict = row["verdict"]?.string ?? ""
            return "<tr class=\"\(escaped(verdict))\">" + names.map { cell($0, row) }.joined() + "</tr>"
        }
        return
            "<div class=\"wide\"><table class=\"rows\"><thead><tr>\(heads)</tr></thead><tbody>\n\(lines.joined(separator: "\n"))\n</tbody></table></div>"
    }

    private static func cell(_ name: String, _ row: JSONValue) -> String {
        let text = Cell.text(row[name])
        switch name {
        case "verdict":
            let words = ["covered": "covered", "not-covered": "not covered", "undetermined": "undetermined"]
            return "<td class=\"verdict\">\(escaped(words[text] ?? text))</td>"
        case "reason":
            return "<td>\(escaped(Reason.named(text)?.meaning ?? text))<br><code>\(escaped(text))</code></td>"
        default:
            let labels = text.split(separator: ", ").map(String.init).filter { Term.label(of: $0) != $0 }.map(
                Term.label
            )
            let note = labels.isEmpty ? "" : "<br><small>\(escaped(labels.joined(separator: ", ")))</small>"
            return "<td>\(escaped(text))\(note)</td>"
        }
    }

    private static func meanings(_ answer: Answer) -> String {
        let columns =
            answer.question.columns.map { ($0.name, $0.meaning) } + [
                ("entries", "the entries of the ledger that the row stands on")
            ]
        return columns.map { "<tr><th>\(escaped(Cell.heading($0.0)))</th><td>\(escaped($0.1))</td></tr>" }.joined()
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
        *{box-sizing:border-box}body{font:15px/1.5 system-ui,"DejaVu Sans",sans-serif;color:var(--ink);max-width:1100px;margin:2rem auto;padding:0 1.2rem}
        h1{font-size:1.6rem;line-height:1.25;margin:.1rem 0 .8rem}h2{font-size:1.05rem;margin:1.6rem 0 .4rem}
        .law{color:var(--faint);margin:0}.summary{font-size:1.15rem;border-left:4px solid #1a1a1a;padding:.3rem 0 .3rem .9rem;margin:0 0 1rem}
        .mind{background:#fff4d6;border-left:4px solid var(--open);padding:.3rem 0 .3rem .9rem}
        .todo{border:1px solid #a4161a;border-radius:6px;padding:.1rem 1rem .4rem}.todo h2{color:var(--bad);margin-top:.6rem}
        table{border-collapse:collapse;width:100%}th{text-align:left;vertical-align:top}td{vertical-align:top;overflow-wrap:break-word}
        .facts th{width:32%;font-weight:600;padding:.15rem .8rem .15rem 0}.facts td{padding:.15rem 0}.small{font-size:.85em}
        .wide{overflow-x:auto}.rows{font-size:.84rem}.rows th,.rows td{border-bottom:1px solid #d5d9e0;padding:.35rem .5rem .35rem 0}
        .rows th{border-bottom:2px solid #1a1a1a}tr.not-covered .verdict{color:var(--bad);font-weight:700}
        tr.covered .verdict{color:var(--good)}tr.undetermined .verdict{color:var(--open);font-weight:700}
        code{font-size:.9em}small{color:var(--faint)}footer{margin-top:2rem;border-top:1px solid #d5d9e0;color:var(--faint);font-size:.85rem}
        @page{size:A4 landscape;margin:14mm}@media print{body{margin:0;max-width:none;font-size:10px}.rows{font-size:8px}thead{display:table-header-group}tr{break-inside:avoid}}
        """
}
