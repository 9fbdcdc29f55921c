public import CairnModel

/// What a question does with events of each form: it uses them, they don't bear on it, or it doesn't look at them.
///
/// What is used is found in the statements. What doesn't bear on a question is declared, with a reason, in coverage.tsv;
/// all else is not looked at, and each answer says so: what wasn't looked at is never in order.
public struct Coverage: Sendable {
    /// What a question does with events of a form.
    public enum Standing: Sendable, Equatable {
        /// The answer is made from them.
        case used
        /// They don't bear on the answer, for a reason in words.
        case irrelevant(String)
        /// They may bear on the answer, and were not looked at.
        case notLookedAt
    }

    /// What a question does with events of a form; `nil` where nobody declared it.
    public static func standing(of form: EventForm, in question: Question) -> Standing? {
        let name = CoverageTable.name(of: form)
        guard let line = CoverageTable.shared.forms[name] else { return nil }
        if everywhere.contains(name) || question.hasGaps && gaps.contains(name) { return .used }
        if let read = read[question.code], read.isOfAll || read.names.contains(name) { return .used }
        if line.relevant.contains(question.code) { return .notLookedAt }
        return line.irrelevant.contains(question.code)
            ? CoverageTable.shared.reasons[line.reason].map { .irrelevant($0) } : nil
    }

    /// What was not looked at, in words, family by family: `agreements between organisations (signed, amended)`.
    static func notLookedAt(in question: Question) -> [String] {
        Vocabulary.families.compactMap { family in
            let verbs = family.forms.filter { standing(of: $0, in: question) == .notLookedAt }
                .map { $0.type.name.split(separator: ".")[2].replacing("-", with: " ") }
            guard !verbs.isEmpty else { return nil }
            let words = CoverageTable.shared.families[family.name] ?? family.name
            return "\(words) (\(verbs.joined(separator: ", ")))"
        }
    }

    /// What is wrong with the declarations: a form or question without a place, one that has two, a name that nobody
    /// knows, and what a statement reads although it is declared not to bear on the question.
    package static let problems: [String] = {
        let table = CoverageTable.shared
        let codes = Set(Question.all.map(\.code))
        var problems = table.problems.map { "not a line of the table, or there twice: \($0)" }
        let names = Set(Vocabulary.forms.map { CoverageTable.name(of: $0) })
        problems += Set(table.forms.keys).symmetricDifference(names).sorted().map {
            "\($0): no form, or without a line"
        }
        let families = Set(Vocabulary.families.map(\.name))
        problems += families.symmetricDifference(table.families.keys).sorted().map { "\($0): no family, or no words" }
        let reasons = Set(table.forms.values.filter { !$0.irrelevant.isEmpty }.map(\.reason))
        problems += reasons.symmetricDifference(table.reasons.keys).sorted().map { "\($0): no reason, or unused" }
        for (form, line) in table.forms.sorted(by: { $0.key < $1.key }) {
            let missing = codes.symmetricDifference(line.relevant.union(line.irrelevant))
            problems += missing.sorted().map { "\(form): \($0) is no question, or has no place" }
            problems += line.relevant.intersection(line.irrelevant).sorted().map { "\(form): \($0) is there twice" }
            for code in line.irrelevant.sorted() {
                guard let read = read[code], everywhere.contains(form) || read.isOfAll || read.names.contains(form)
                else { continue }
                problems.append("\(form): \(code) reads it, and it is declared not to bear on it")
            }
        }
        return problems
    }()

    /// The forms that decide in every answer: the views leave out what was marked as wrong, each answer counts the
    /// redacted events of the families that it reads, and names the cited entries whose key may have been in other hands.
    static let everywhere: Set<String> = [
        "correction.marked", "correction.replaced", "key.revoked", "redaction.recorded",
    ]

    /// The forms of which an answer warns where its question says that gaps bear on it.
    private static let gaps: Set<String> = ["connector.gap-detected"]

    /// The forms that the statement of each question reads.
    static let read = Dictionary(uniqueKeysWithValues: Question.all.map { ($0.code, FormsRead($0.sql)) })
}

extension Question {
    /// What was not looked at although it may bear on the answer, as one sentence; nothing where all of it was.
    public var notLookedAt: [String] {
        let families = Coverage.notLookedAt(in: self)
        guard !families.isEmpty else { return [] }
        return ["Not looked at here, although it may bear on the answer: \(families.joined(separator: "; "))."]
    }
}
