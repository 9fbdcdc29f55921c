import CairnAudit
import CairnCrypto
import CairnLog
import CairnModel

/// What stands above the rows in every format.
struct ReportHead {
    let facts: [(String, String)]
    let actions: [String]

    init(_ answer: Answer) {
        var facts: [(String, String)] = answer.parameters.map { ("\(Cell.heading($0.name)) (\($0.meaning))", $0.value) }
        facts.append(("Asked about", "the world as it was at \(ReportHead.plain(answer.validAt))"))
        facts.append(
            ("Known", answer.knownAt == 0 ? "nothing yet" : "entries 0 to \(answer.knownAt - 1) of the ledger")
        )
        facts.append(("Ledger", "\(answer.origin)"))
        facts.append(("Checkpoint", ReportHead.checkpoint(answer.checkpoint)))
        facts.append(("Asked by", "\(answer.asker) at \(ReportHead.plain(answer.askedAt))"))
        self.facts = facts
        actions = answer.tally.reasons.keys.sorted().compactMap { code in
            guard let reason = Reason.named(code), let action = reason.action else { return nil }
            let rows = answer.tally.reasons[code] ?? 0
            return "In \(rows == 1 ? "1 row" : "\(rows) rows"): \(reason.meaning) \(action)"
        }
    }

    /// Whether the ledger will show that this was asked.
    static func recording(_ index: UInt64?) -> String {
        index.map { "That this was asked is entry \($0) of the ledger." }
            ?? "That this was asked is not recorded in the ledger."
    }

    /// A time to the second, as people write it.
    private static func plain(_ time: Timestamp) -> String {
        let text = "\(time)"
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8)) UTC"
    }

    /// Size and root hash of a checkpoint.
    static func checkpoint(_ note: [UInt8]) -> String {
        do {
            let checkpoint = try Checkpoint(parsing: SignedNote(parsing: note).text)
            return "\(checkpoint.size) entries, root hash \(Base64.encode(checkpoint.root.bytes))"
        } catch {
            return "none: the ledger was not sealed"
        }
    }
}
