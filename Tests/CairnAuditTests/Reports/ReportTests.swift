import CairnAudit
import CairnModel
import CairnReport
import Testing

/// Answers as people file them: nothing in the data can steer a page, a spreadsheet or a terminal.
@Suite("reports")
struct ReportTests {
    /// The organisation and dataset are named to do harm.
    static func answer() async throws -> Answer {
        let name = #"=HYPERLINK(1)<script>"#
        let ledger = try await AskedLedger(
            """
            access.viewed 2026-01-10 {"purposes":["DUO:0000006"],"subjects":["s1"],"datasets":["\(name)"],"actor":{"id":"u1","organisation":"+1+1"}}
            """
        )
        return try await ledger.ask("g7", ["subject": "s1"]).answer
    }

    @Test func noCellOfACSVIsAFormula() async throws {
        let text = CSVReport.text(try await ReportTests.answer())
        #expect(text.contains(",'+1+1,"))
        #expect(text.contains(",'=HYPERLINK(1)<script>,"))
        #expect(text.hasSuffix("\r\n"))
    }

    @Test func nothingInAPageIsMarkup() async throws {
        let text = HTMLReport.text(try await ReportTests.answer())
        #expect(!text.contains("<script"))
        #expect(text.contains("=HYPERLINK(1)&lt;script&gt;"))
        #expect(text.contains("health or medical or biomedical research"), "terms have their labels")
        #expect(text.contains("is not recorded in the ledger"))
        #expect(HTMLReport.text(try await ReportTests.answer(), recordedAt: 7).contains("entry 7 of the ledger"))
    }

    @Test func aTableHasItsHeadItsRowsAndWhatItCantTell() async throws {
        let lines = TextReport.lines(try await ReportTests.answer())
        #expect(lines.first == "Who consulted a subject's data, when and why (GDPR Art. 15(1)(c), question g7)")
        #expect(lines.contains { $0.hasPrefix("happened_at ") })
        let limits = lines.drop { $0 != "What this can't tell, and what is not in it:" }
        #expect(
            limits.contains {
                $0.hasPrefix("  - Only ") && $0.hasSuffix("What others recorded about its datasets is not in it.")
            }
        )
        let table = try #require(lines.firstIndex { $0.hasPrefix("happened_at ") })
        #expect(limits.startIndex < table, "what an answer doesn't contain stands before its rows")
    }

    /// One access is in order by consent, one has nothing: each is in the first page by verdict, reason, law and action.
    @Test func theFirstPageSaysWhatWasFoundAndWhatToDo() async throws {
        let ledger = try await AskedLedger(
            """
            consent.given 2026-01-02 {"subjects":["s1"],"consents":["c1"],"purposes":["eu-ehds:HealthcareScientificResearch"]}
            access.read 2026-01-10 {"purposes":["eu-ehds:HealthcareScientificResearch"],"subjects":["s1"],"actor":{"id":"u1","organisation":"o"}}
            access.read 2026-01-11 {"purposes":["eu-ehds:HealthcareScientificResearch"],"subjects":["s2"],"actor":{"id":"u1","organisation":"o"}}
            """
        )
        let answer = try await ledger.ask("g1").answer
        let lines = TextReport.lines(answer)
        #expect(lines.contains("Not in order: 1 row"))
        #expect(lines.contains("Can't be told: 0 rows"))
        #expect(lines.contains("In order: 1 row"))
        let reason = try #require(Reason.named("no-consent"))
        #expect(lines.contains("  - 1 row: \(reason.meaning) (\(reason.law ?? "")) [no-consent]"))
        #expect(lines.contains("      What to do: \(reason.action ?? "")"))
        let csv = CSVReport.text(answer)
        #expect(csv.contains("\r\nNot in order,1 row\r\n"))
        #expect(csv.contains(",not-covered,no-consent,"), "codes stay in the rows of a CSV")
        let head = JSONReport.head(answer)
        #expect(head["verdicts"]?["not-covered"]?.integer == 1)
        #expect(head["reasons"]?.array?.first?["law"]?.string == reason.law)
    }

    /// The first of two time limits is named, with the law.
    ///
    /// Aware on Monday 5 January 2026 at 09:30: the clock starts with the next full hour, and 72 hours later it is
    /// Thursday, 10:00. A breach of the day after ends a day later.
    @Test func theFirstPageSaysByWhenSomethingMustBeDone() async throws {
        let ledger = try await AskedLedger(
            """
            breach.detected 2026-01-05T08:00:00Z {"breach":"b1","nature":["eu-gdpr:IntegrityBreach"]}
            breach.assessed 2026-01-05T10:00:00Z {"breach":"b1","awareAt":"2026-01-05T09:30:00Z","risk":"low"}
            breach.detected 2026-01-06T08:00:00Z {"breach":"b2","nature":["eu-gdpr:IntegrityBreach"]}
            breach.assessed 2026-01-06T10:00:00Z {"breach":"b2","awareAt":"2026-01-06T09:30:00Z","risk":"low"}
            """
        )
        let answer = try await ledger.ask("g19", validAt: "2026-01-07T00:00:00Z").answer
        let lines = TextReport.lines(answer)
        #expect(
            lines.contains("  - 2 rows: Still to be done; the time limit hasn't passed. (GDPR Art. 33, 34) [open]")
        )
        #expect(lines.contains { $0.hasSuffix("The first time limit ends at 2026-01-08 09:59:59 UTC.") })
    }

    @Test func aPageCanBeReadWithoutEyesAndWithoutColours() async throws {
        let text = HTMLReport.text(try await ReportTests.answer())
        for mark in [
            "<html lang=\"en\">", "<main>", "</main>", "<caption>", "<th scope=\"col\">", "<th scope=\"row\">",
        ] {
            #expect(text.contains(mark), "\(mark)")
        }
        #expect(!text.contains("<th>"))
        let levels = text.matches(of: /<h([1-6])[ >]/).compactMap { Int($0.output.1) }
        #expect(levels.first == 1)
        #expect(levels.filter { $0 == 1 }.count == 1)
        #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 })
    }

    @Test func theHeadHasTheCheckpointThatTheAnswerStandsOn() async throws {
        let answer = try await ReportTests.answer()
        let lines = TextReport.lines(answer)
        #expect(lines.contains { $0.hasPrefix("  Checkpoint: \(answer.knownAt) entries, root hash ") })
    }

    @Test func aLongCellIsBrokenIntoLinesAndNotCutOff() async throws {
        let place = String(repeating: "abcdefghi-", count: 10)
        let ledger = try await AskedLedger(
            """
            access.viewed 2026-01-10 {"purposes":["DUO:0000006"],"subjects":["s1"],"datasets":["\(place)"],"actor":{"id":"u1","organisation":"o"}}
            """
        )
        let lines = TextReport.lines(try await ledger.ask("g7", ["subject": "s1"]).answer, recordedAt: 7)
        let rows = lines.drop { !$0.hasPrefix("---") }.prefix { !$0.isEmpty }
        #expect(rows.count == 4)
        #expect(rows.map { $0.filter { "abcdefghi".contains($0) } }.joined().contains("abcdefghiabcdefghi"))
        #expect(rows.reduce(0) { $0 + $1.count { $0 == "h" } } == 10)
        #expect(lines.last == "That this was asked is entry 7 of the ledger.")
    }

    @Test func whatCameSinceIsToldAsLeftOut() async throws {
        let line =
            #"access.viewed 2026-01-10 {"purposes":["DUO:0000006"],"subjects":["s1"],"actor":{"id":"u1","organisation":"o"}}"#
        let ledger = try await AskedLedger(line)
        func told(_ line: UInt64? = nil) async throws -> [String] {
            try await ledger.ask("g7", ["subject": "s1"], knownAtLine: line).answer.excluded.filter {
                $0.contains("newer")
            }
        }
        #expect(try await told() == [])
        try await ledger.append(line, seal: false)
        #expect(
            try await told() == [
                "1 newer entry is not in it: not sealed, or not projected yet (cairn seal, cairn project)."
            ]
        )
        #expect(try await told(1) == [])
    }

    @Test func jsonLinesHaveAHeadAndARowEach() async throws {
        let lines = JSONReport.lines(try await ReportTests.answer())
        #expect(lines.count == 2)
        let head = try JSONValue(parsing: lines[0])
        #expect(head["question"]?.string == "g7")
        #expect(head["rows"]?.integer == 1)
        #expect(try JSONValue(parsing: lines[1])["row"]?["person"]?.string == "u1")
    }
}
