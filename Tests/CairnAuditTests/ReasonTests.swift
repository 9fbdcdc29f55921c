import CairnAudit
import Testing

/// Reasons: a word for each code that a statement can give.
@Suite("reasons")
struct ReasonTests {
    @Test func codesAreUniqueAndSaySomething() {
        #expect(Set(Reason.all.map(\.code)).count == Reason.all.count)
        for reason in Reason.all { #expect(reason.meaning.hasSuffix("."), "\(reason.code)") }
    }

    @Test func whatAReasonSaysIsOfThePersonAndOfTheLaw() {
        for reason in Reason.all {
            let texts = [reason.meaning, reason.action].compactMap { $0 }
            for text in texts {
                #expect(text.hasSuffix("."), "\(reason.code): \(text)")
                let said = text.replacing("can't be told", with: "")
                #expect(
                    said.firstMatch(of: /\b(?:she|her|hers|he|his|told|subject|subjects)\b/) == nil,
                    "\(reason.code): \(text)"
                )
            }
            guard let law = reason.law else { continue }
            #expect(
                law.firstMatch(of: #/^(?:GDPR|EHDS|Regulation|Directive|ISO|DUO|EDPB|see)[ :]/#) != nil,
                "\(reason.code): \(law)"
            )
            #expect(!law.hasSuffix("."), "\(reason.code): \(law)")
        }
    }

    @Test func whatCannotBeToldAccusesNobody() {
        for reason in Reason.all where reason.verdict != .notCovered {
            #expect(reason.action?.contains("breach") != true, "\(reason.code)")
        }
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
