import CairnAudit
import CairnModel
import CairnPostgres
import CairnReport
import CairnTestSupport
import Testing

/// Every answer says how many events of the types that it reads are redacted.
@Suite("redactions: answers")
struct RedactedAnswersTests {
    // Entries 1 to 3 are read accesses, 4 is a consent, 5 a series.
    static let lines = """
        access.read 2026-03-01 {"subjects":["s1"],"actor":{"id":"u1","organisation":"o"}}
        access.read 2026-03-02 {"subjects":["s1"],"actor":{"id":"u1","organisation":"o"}}
        access.read 2026-03-03 {"subjects":["s1"],"actor":{"id":"u1","organisation":"o"}}
        consent.given 2026-03-01 {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:ScientificResearch"]}
        image.series-received 2026-03-01 {"subjects":["s1"],"assets":["series-1","study-1"],"modality":"CT"}
        """
    static let read = "cairn.access.read.v1"
    static let sentence = "Redacted, their bodies taken away: 2 of cairn.access.read.v1."

    static func ledger() async throws -> WrittenLedger {
        let ledger = try await WrittenLedger()
        try await ledger.append(lines)
        try await ledger.redact([1, 3], as: [read, read])
        try await ledger.project()
        return ledger
    }

    @Test func everyFormatSaysWhatIsRedactedWhereItWarns() async throws {
        let ledger = try await RedactedAnswersTests.ledger()
        let answer = try await ledger.ask("g7", ["subject": "s1"])
        #expect(answer.entries == [2])
        #expect(answer.warnings == [RedactedAnswersTests.sentence])
        #expect(TextReport.lines(answer).contains("Warning: \(RedactedAnswersTests.sentence)"))
        #expect(CSVReport.text(answer).contains("Warning,\"\(RedactedAnswersTests.sentence)\"\r\n"))
        #expect(HTMLReport.text(answer).contains("Warning:</strong> \(RedactedAnswersTests.sentence)</p>"))
        let warned = JSONReport.head(answer)["warnings"]?.strings
        #expect(warned == [RedactedAnswersTests.sentence])
        #expect(try JSONValue(parsing: JSONReport.lines(answer)[0])["warnings"]?.strings == warned)
    }

    /// The same with a sealer that takes the body away.
    @Test func whatTheSealerTakesAwayIsSaid() async throws {
        let ledger = try await AskedLedger(G7Tests.lines)
        let cited = try await ledger.ask("g7", ["subject": "s1"]).cited
        #expect(cited.count == 2)
        let line = try #require(cited.first?.first)
        try await ledger.redact(UInt64(line))
        _ = try await ledger.project()
        let answer = try await ledger.ask("g7", ["subject": "s1"])
        #expect(answer.cited == Array(cited.dropFirst()))
        #expect(answer.answer.warnings.count == 1)
        #expect(
            answer.answer.warnings.first?.hasPrefix("Redacted, their bodies taken away: 1 of cairn.access.") == true
        )
    }

    @Test func whereNothingThatIsReadIsRedactedNothingIsSaid() async throws {
        let ledger = try await RedactedAnswersTests.ledger()
        // g2 reads consents and notices, and no access.
        #expect(!(try Question.named("g2").reads.names.contains("access")))
        func told() async throws -> [String] {
            let given = ["subject": "s1", "purpose": "dpv:ScientificResearch"]
            return try await ledger.ask("g2", given).warnings.filter { $0.hasPrefix("Redacted") }
        }
        #expect(try await told() == [])
        try await ledger.redact([4], as: ["cairn.consent.given.v1"])
        try await ledger.project()
        #expect(try await told() == ["Redacted, their bodies taken away: 1 of cairn.consent.given.v1."])
    }

    /// Entry 1 is missing from an answer that knows two entries, though its redaction is entry 6: that is said, too.
    @Test(
        arguments: [
            (1, []), (2, ["1 of cairn.access.read.v1"]), (3, ["1 of cairn.access.read.v1"]),
            (4, ["2 of cairn.access.read.v1"]), (8, ["2 of cairn.access.read.v1"]),
        ] as [(UInt64, [String])]
    )
    func whatIsCountedLiesBelowWhatIsKnown(known: UInt64, counted: [String]) async throws {
        let ledger = try await RedactedAnswersTests.ledger()
        let warnings = try await ledger.ask("g7", ["subject": "s1"], knownAt: known).warnings
        let told = counted.map { "Redacted, their bodies taken away: \($0)." }
        #expect(warnings.filter { $0.hasPrefix("Redacted") } == told)
    }

    @Test func anEntryThatIsRedactedTwiceIsCountedOnceAndABodyThatStaysIsNot() async throws {
        let ledger = try await RedactedAnswersTests.ledger()
        try await ledger.redact([1], as: [RedactedAnswersTests.read])
        try await ledger.redact([2], as: ["cairn.access.viewed.v1"], carriedOut: false)
        try await ledger.project()
        #expect(try await ledger.ask("g7", ["subject": "s1"]).warnings == [RedactedAnswersTests.sentence])
        let redacted = try await ledger.withAuditor { try await $0.redactedEntries(from: 0, below: 100) }
        #expect(redacted.map(\.index) == [1, 3])
        #expect(redacted.map(\.redactedBy) == [6, 7])
        #expect(redacted.map(\.type.name) == [RedactedAnswersTests.read, RedactedAnswersTests.read])
        #expect(try await ledger.withAuditor { try await $0.redactedEntries(from: 2, below: 3) } == [])
    }

    @Test func aWalkSaysWhatIsRedactedOfWhatItReads() async throws {
        let ledger = try await RedactedAnswersTests.ledger()
        func walk() async throws -> LineageTree {
            try await ledger.withAuditor { auditor in
                let now = try Auditor.time("2027-01-01", "now")
                let until = ContinuousClock.now + .seconds(600)
                return try await auditor.lineage(
                    of: LineageTree.Thing(kind: "subject", name: "s1"),
                    directions: [.down],
                    validAt: now,
                    until: until
                )
            }
        }
        #expect(try await walk().warnings == [])
        #expect(try await walk().edges.count == 1)
        try await ledger.redact([5], as: ["cairn.image.series-received.v1"])
        try await ledger.project()
        let tree = try await walk()
        let sentence = "Redacted, their bodies taken away: 1 of cairn.image.series-received.v1."
        #expect(tree.warnings == [sentence])
        #expect(tree.edges.isEmpty)
        #expect(LineageReport.lines(tree, directions: [.down]).last == "Warning: \(sentence)")
        #expect(LineageReport.dot(tree).contains("label=\"\(sentence)\";"))
    }

    @Test func theMostFrequentTypesAreNamedAndTheOthersCounted() {
        #expect(RedactedTypes([:]).sentence == nil)
        #expect(RedactedTypes(["a": 0]).sentence == nil)
        let two = RedactedTypes(["b": 1, "a": 1, "c": 2]).sentence
        #expect(two == "Redacted, their bodies taken away: 2 of c, 1 of a, 1 of b.")
        // 40 types, of 1 to 40 events: the 32 most frequent have 9 to 40, and the others 1 + … + 8 = 36.
        let many = RedactedTypes(Dictionary(uniqueKeysWithValues: (1...40).map { ("t\($0)", UInt64($0)) })).sentence
        #expect(many?.hasPrefix("Redacted, their bodies taken away: 40 of t40, 39 of t39, ") == true)
        #expect(many?.hasSuffix(", 9 of t9, 36 of other types.") == true)
    }
}
