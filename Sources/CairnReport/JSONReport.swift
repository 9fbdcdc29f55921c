public import CairnAudit
import CairnLog
public import CairnModel

/// An answer as JSON Lines: its head, then a row a line.
public enum JSONReport {
    /// The lines, without their ends.
    public static func lines(_ answer: Answer) -> [[UInt8]] {
        [head(answer).encoded] + answer.rows.map { JSONValue.object([.init("row", $0)]).encoded }
    }

    /// Everything but the rows.
    public static func head(_ answer: Answer) -> JSONValue {
        .object([
            .init("question", .string(answer.question.code)), .init("article", .string(answer.question.article)),
            .init("title", .string(answer.question.title)),
            .init("parameters", .object(answer.parameters.map { .init($0.name, .string($0.value)) })),
            .init("ledger", .string("\(answer.origin)")), .init("validAt", .string("\(answer.validAt)")),
            .init("knownAt", .integer(Int64(answer.knownAt))),
            .init("checkpoint", .string(String(decoding: answer.checkpoint, as: UTF8.self))),
            .init("askedAt", .string("\(answer.askedAt)")), .init("askedBy", .string(answer.asker)),
            .init("summary", .string(answer.summary)), .init("rows", .integer(Int64(answer.tally.rows))),
            .init(
                "verdicts",
                .object(
                    answer.tally.verdicts.sorted { $0.key < $1.key }.map { .init($0.key, .integer(Int64($0.value))) }
                )
            ),
            .init(
                "reasons",
                .array(
                    FirstPage(answer).found.map { found in
                        .object([
                            .init("reason", .string(found.code)), .init("verdict", .string(found.verdict.rawValue)),
                            .init("rows", .integer(Int64(found.rows))), .init("meaning", .string(found.meaning)),
                            .init("law", .string(found.law)),
                            .init("whatToDo", found.action.map { .string($0) } ?? .null),
                        ])
                    }
                )
            ),
            .init("warnings", .array(answer.warnings.map { .string($0) })),
            .init("excluded", .array(answer.excluded.map { .string($0) })),
            .init("cannotTell", .string(answer.question.cannotTell)),
            .init("notLookedAt", .array(answer.question.notLookedAt.map { .string($0) })),
            .init("limits", .array(FirstPage(answer).limits.map { .string($0) })),
        ])
    }
}
