import CairnAudit
import CairnCrypto
import CairnLog
import CairnModel

/// What stands before the rows in every format.
///
/// Read alone, it says what was found, what to do, and how far it goes.
struct FirstPage {
    /// A reason, and how many rows have it.
    struct Found {
        /// The code, as it stands in the rows.
        let code: String
        /// How many rows have it.
        let rows: Int
        /// What it stands for; `nil` where this version doesn't know the code.
        let reason: Reason?
        /// The provision: the reason's own, or else the question's.
        let law: String
        /// What to do, and by when; `nil` where nothing is to be done.
        let action: String?

        /// What rows with it are.
        var verdict: Answer.Verdict { reason?.verdict ?? .undetermined }
        /// The reason in words.
        var meaning: String { reason?.meaning ?? "A reason that this version doesn't know." }
        /// `3 rows`.
        var count: String { FirstPage.rows(rows) }
    }

    /// How many rows have each verdict, gravest first; empty where the question judges nothing.
    let verdicts: [(verdict: Answer.Verdict, rows: Int)]
    /// The reasons of the rows, gravest and most frequent first.
    let found: [Found]
    /// What was asked, by name and value.
    let facts: [(name: String, value: String)]
    /// What the answer doesn't contain: what isn't in it, and what it can't tell.
    let limits: [String]

    init(_ answer: Answer) {
        let counts = Answer.Verdict.gravest.map { (verdict: $0, rows: answer.tally.verdicts[$0.rawValue] ?? 0) }
        verdicts = counts.allSatisfy { $0.rows == 0 } ? [] : counts
        let grave = Answer.Verdict.gravest
        found = answer.tally.reasons.map { FirstPage.found($0.key, $0.value, answer) }.sorted {
            let left = grave.firstIndex(of: $0.verdict) ?? 0
            let right = grave.firstIndex(of: $1.verdict) ?? 0
            return (left, -$0.rows, $0.code) < (right, -$1.rows, $1.code)
        }
        facts = FirstPage.facts(answer)
        limits = FirstPage.limits(answer)
    }

    /// The reasons of one verdict.
    func found(_ verdict: Answer.Verdict) -> [Found] { found.filter { $0.verdict == verdict } }

    private static func found(_ code: String, _ rows: Int, _ answer: Answer) -> Found {
        let reason = Reason.named(code)
        var actions = [reason?.action].compactMap(\.self)
        if code == "open", let due = answer.tally.nextDue {
            actions.append("The first time limit ends at \(Cell.text(.string(due), .time)) UTC.")
        }
        return Found(
            code: code,
            rows: rows,
            reason: reason,
            law: reason?.law ?? answer.question.article,
            action: actions.isEmpty ? nil : actions.joined(separator: " ")
        )
    }

    /// `1 row`, `2 rows`.
    static func rows(_ count: Int) -> String { count == 1 ? "1 row" : "\(count) rows" }

    /// Whether the ledger will show that this was asked.
    static func recording(_ index: UInt64?) -> String {
        index.map { "That this was asked is entry \($0) of the ledger." }
            ?? "That this was asked is not recorded in the ledger."
    }

    private static func facts(_ answer: Answer) -> [(name: String, value: String)] {
        var facts = answer.parameters.map { (name: "\(Cell.heading($0.name)) (\($0.meaning))", value: $0.value) }
        facts.append(("Asked about", "the world as it was at \(FirstPage.plain(answer.validAt))"))
        facts.append(
            ("Known", answer.knownAt == 0 ? "nothing yet" : "entries 0 to \(answer.knownAt - 1) of the ledger")
        )
        facts.append(("Ledger", "\(answer.origin)"))
        facts.append(("Checkpoint", FirstPage.checkpoint(answer.checkpoint)))
        facts.append(("Asked by", "\(answer.asker) at \(FirstPage.plain(answer.askedAt))"))
        return facts
    }

    private static func limits(_ answer: Answer) -> [String] {
        [answer.question.cannotTell] + answer.question.notLookedAt + answer.excluded
            + ["Only \(answer.origin) was asked. What others recorded about its datasets is not in it."]
    }

    /// A time to the second, as people write it.
    private static func plain(_ time: Timestamp) -> String {
        let text = "\(time)"
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8)) UTC"
    }

    /// Size and root hash of a checkpoint.
    private static func checkpoint(_ note: [UInt8]) -> String {
        do {
            let checkpoint = try Checkpoint(parsing: SignedNote(parsing: note).text)
            return "\(checkpoint.size) entries, root hash \(Base64.encode(checkpoint.root.bytes))"
        } catch {
            return "none: the ledger was not sealed"
        }
    }
}

extension Answer.Verdict {
    /// The verdicts, those that ask for something first.
    static let gravest: [Answer.Verdict] = [.notCovered, .undetermined, .covered]

    /// The word at the beginning of a line.
    var heading: String { word.prefix(1).uppercased() + word.dropFirst() }
}
