import CairnAudit
import CairnModel

/// How a row is read by people: a column, and what stands in it, in words.
struct ReportRow {
    /// The column's name, as programs and CSV have it.
    let name: String
    /// What its values are.
    let kind: Question.Column.Kind
    /// What it means.
    let meaning: String

    /// The columns that are shown: those of the question, and the entries.
    ///
    /// Without empty ones, a column in which nothing stands, or everything is withheld, is left out: it says nothing.
    static func columns(of answer: Answer, withEmpty: Bool) -> [ReportRow] {
        let all =
            answer.question.columns.map { ReportRow(name: $0.name, kind: $0.kind, meaning: $0.meaning) } + [
                ReportRow(name: "entries", kind: .list, meaning: "the entries of the ledger that the row is based on")
            ]
        guard !withEmpty else { return all }
        return all.filter { column in
            answer.rows.contains {
                !Cell.text($0[column.name], column.kind).isEmpty && $0[column.name] != .string("withheld")
            }
        }
    }

    /// What stands in it, with verdict and reason in words.
    func text(_ row: JSONValue) -> String {
        let text = Cell.text(row[name], kind)
        return switch kind {
        case .verdict: Answer.Verdict(rawValue: text)?.word ?? text
        case .reason: Reason.named(text).map { "\($0.meaning) [\(text)]" } ?? text
        default: text
        }
    }

    /// What stands in it in words, each term of a vocabulary by its label; empty where no term has one.
    func labels(_ row: JSONValue) -> [String] {
        guard kind == .terms else { return [] }
        let terms = Cell.texts(row[name], kind)
        return terms.contains(where: Term.isKnown) ? terms.map(Term.label) : []
    }
}
