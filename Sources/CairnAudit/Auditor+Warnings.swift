import CairnModel
import CairnPostgres

extension Auditor {
    /// What to look at before trusting an answer: ids that the ledger doesn't know, terms that this version doesn't, a
    /// time to come, gaps at the sources, due dates without a calendar, events that were redacted.
    func warnings(
        _ question: Question,
        _ values: [String?],
        at: Timestamp,
        now: Timestamp,
        asked: UInt64?,
        known: UInt64
    ) async throws -> [String] {
        var warnings: [String] = []
        if let asked, asked > known {
            warnings.append(
                "Only \(known) of the \(asked) entries asked about are sealed and projected: the answer is based on these."
            )
        }
        if at > now {
            warnings.append(
                "\(at) is still to come: the answer shows what follows if nothing more is recorded until then."
            )
        }
        for (parameter, value) in zip(question.parameters, values) {
            guard let value else { continue }
            switch parameter.kind {
            case .id(let named):
                if try await !isKnown(named, value, known) {
                    let where_ = known == 0 ? "yet" : "up to entry \(known - 1)"
                    warnings.append("No \(named.word) \(value) is recorded \(where_). Check the spelling.")
                } else if named.isVersioned, !value.contains("@") {
                    warnings.append("\(value) is a dataset: a version of it is written \(value)@1.")
                }
                if named.word == Named.subject.word, let later = try await claimedLater(value) {
                    warnings.append(later)
                }
            case .term:
                if !Term.isKnown(value) {
                    warnings.append(
                        "\(value) is no term of the vocabularies that this version knows. Check the spelling."
                    )
                }
            case .choice, .time, .count: break
            }
        }
        if question.hasGaps { warnings += try await gaps(question, values) }
        warnings += try await calendarWarnings(question)
        if let voided = try await voided() { warnings.append(voided) }
        if let redacted = try await redactions(of: question.reads, known: known).sentence { warnings.append(redacted) }
        return warnings
    }

    private func isKnown(_ named: Named, _ value: String, _ known: UInt64) async throws -> Bool {
        let kind: [Parameter] = named.kind.map { [.text($0)] } ?? []
        return try await connection.only(named.exists, [.text(value), .int64(Int64(known))] + kind).bool(0)
    }

    /// What is recorded of a person already, and says that it happens later.
    private func claimedLater(_ subject: String) async throws -> String? {
        let entries = try await connection.rows(PackageResources.claimed_later_sql, [.text(subject)]).map {
            try $0.int64(0)
        }
        guard !entries.isEmpty else { return nil }
        let shown = entries.prefix(20).map { "\($0)" }.joined(separator: ", ")
        return
            "Recorded already, but with a later time than what was asked about, and not counted: \(counted(entries.count, "entry", "entries")) about the person (\(shown)\(entries.count > 20 ? " and others" : ""))."
    }

    /// What isn't counted, as the key that signed it may have been in other hands.
    private func voided() async throws -> String? {
        let row = try await connection.only(PackageResources.voided_entries_sql)
        let count = Int(try row.int64(0))
        guard count > 0 else { return nil }
        let shown = "\(try row.text(1))\(count > 20 ? " and others" : "")"
        return
            "Not counted, as the key that signed them may have been in other hands: \(counted(count, "entry that permits", "entries that permit")) something (\(shown)). Have what they say recorded again."
    }

    /// What sources say is missing, found in the period that is asked about.
    private func gaps(_ question: Question, _ values: [String?]) async throws -> [String] {
        let period: [Parameter] = ["from", "to"].map { name in
            let value = question.parameters.firstIndex { $0.name == name }.flatMap { values[$0] }
            return value.map { .text($0) } ?? .null
        }
        return try await connection.rows(PackageResources.gaps_of_period_sql, period).map { row in
            let count = counted(Int(try row.int64(1)), "event", "events")
            return
                "A gap is recorded in the period: \(count) of the source \(try row.text(0)) are missing (entries \(try row.text(2))). The answer doesn't show what they say."
        }
    }

    /// What the cited entries themselves make doubtful.
    static func doubts(_ tally: Tally) -> [String] {
        var doubts: [String] = []
        if !tally.corrected.isEmpty {
            doubts.append(
                "The answer cites \(entries(tally.corrected)) marked as wrong since: what they say doesn't hold."
            )
        }
        if !tally.doubtful.isEmpty {
            doubts.append(
                "The answer is based on \(entries(tally.doubtful)) signed while the key may have been in other hands."
            )
        }
        return doubts
    }

    private static func entries(_ indexes: [Int64]) -> String {
        let shown = indexes.sorted().prefix(20).map { "\($0)" }.joined(separator: ", ")
        return indexes.count == 1
            ? "entry \(shown), which was" : "entries \(shown)\(indexes.count > 20 ? " and others" : ""), which were"
    }
}
