import CairnAudit
import CairnModel
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

    /// A row's verdict is that of its reason, in every question that judges.
    @Test func oneReasonIsOneVerdict() async throws {
        let ledger = try await AskedLedger(QuestionTests.lines)
        var judged = 0
        for question in Question.all where !question.parameters.contains(where: \.isRequired) {
            for row in try await ledger.ask(question.code).answer.rows {
                guard let verdict = row["verdict"]?.string else { continue }
                judged += 1
                let reason = Reason.named(row["reason"]?.string ?? "")
                #expect(verdict == (reason?.verdict ?? .undetermined).rawValue, "\(question.code) \(row)")
            }
        }
        #expect(judged > 5)
    }
}
