import CairnAudit
import CairnModel
import Testing

/// What each question does with each form of event.
@Suite("used, irrelevant, not looked at")
struct CoverageTests {
    /// A new form or a new question without a place in coverage.tsv fails here, and so does a statement that reads what is
    /// declared not to bear on its question.
    @Test func everyFormHasAPlaceInEveryQuestion() {
        #expect(Coverage.problems == [])
        for form in Vocabulary.forms {
            for question in Question.all {
                #expect(Coverage.standing(of: form, in: question) != nil, "\(form.type) in \(question.code)")
            }
        }
    }

    /// The log of environments reads sessions; an approval by a committee has nothing to do with it; what a
    /// source lost has, and isn't read.
    @Test func theThreeStandingsOfAQuestion() throws {
        let question = try Question.named("e13")
        #expect(Coverage.standing(of: Vocabulary.sessionOpened, in: question) == .used)
        guard case .irrelevant(let reason) = Coverage.standing(of: Vocabulary.ethicsApproved, in: question) else {
            Issue.record("an ethics approval is taken to bear on the log of environments")
            return
        }
        #expect(reason.hasSuffix("."))
        #expect(Coverage.standing(of: Vocabulary.connectorGapDetected, in: question) == .notLookedAt)
        let sentence = try #require(question.notLookedAt.first)
        #expect(sentence.hasPrefix("Not looked at here, although it may bear on the answer: "))
        #expect(sentence.contains("what the sources say is missing ("))
    }

    /// Gaps at a source may hide what any question asks for: only the question about the log looks at them.
    @Test func gapsAtTheSourceBearOnEveryQuestion() throws {
        for question in Question.all {
            let standing = Coverage.standing(of: Vocabulary.connectorGapDetected, in: question)
            #expect(standing == .used || standing == .notLookedAt, "\(question.code)")
        }
        #expect(try Question.named("g18").notLookedAt == [])
    }

    @Test func verbsThatAStatementComparesAreThoseThatItReads() {
        let some = FormsRead("SELECT a.idx FROM access_then a WHERE a.verb IN ('viewed', 'read') -- 'denied'")
        #expect(some.names == ["access.viewed", "access.read"])
        #expect(FormsRead("SELECT d.idx FROM dpia_then d").names == ["dpia.recorded", "dpia.reviewed"])
        #expect(FormsRead("SELECT s.idx FROM staff_then s WHERE s.verb <> 'disabled'").names.count == 2)
        #expect(FormsRead("SELECT count(*) FROM event e").isOfAll)
        let joined = FormsRead("SELECT 1 FROM opt_out_then o JOIN event e ON e.idx = o.idx WHERE o.verb = 'revoked'")
        #expect(joined.names == ["opt-out.revoked"])
        #expect(!joined.isOfAll)
    }

    /// A table that a statement makes itself is no family's; a function's text counts as the statement's own.
    @Test func whatAFunctionReadsIsReadByWhoCallsIt() {
        let own = FormsRead("WITH job AS (SELECT 1) SELECT * FROM job")
        #expect(own.names == [])
        #expect(FormsRead("SELECT * FROM safeguard_standing()").names == ["transfer.safeguard-recorded"])
    }
}
