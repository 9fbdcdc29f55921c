import CairnAudit
import Testing

/// Reasons: a word for each code that a statement can give.
@Suite("reasons")
struct ReasonTests {
    @Test func codesAreUniqueAndSaySomething() {
        #expect(Set(Reason.all.map(\.code)).count == Reason.all.count)
        for reason in Reason.all { #expect(reason.meaning.hasSuffix("."), "\(reason.code)") }
    }

    /// Each text that a statement writes as a reason has a meaning: found between quotes in the expression that ends with AS reason.
    @Test func everyReasonOfAStatementHasAMeaning() {
        for question in Question.all where question.columns.contains(where: { $0.name == "reason" }) {
            let statement = question.statement(substituting: "NULL")
            for match in statement.matches(of: /(?:THEN|ELSE) '([a-z]+(?:-[a-z]+)*)'/) {
                let code = String(match.output.1)
                let isVerdict = ["covered", "not-covered", "undetermined"].contains(code)
                guard !isVerdict, code.contains("-") else { continue }
                #expect(
                    Reason.named(code) != nil || question.columns.contains { $0.meaning.contains(code) }
                        || code == "other-purpose",
                    "\(question.code): \(code)"
                )
            }
        }
    }
}
