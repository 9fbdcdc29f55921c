import CairnModel
import CairnVerification
import Testing

@Suite("ledger.discounted, ledger.uninterpreted")
struct CacheComparisonTests {
    /// A ledger whose last submission but one, at entry 4, doesn't count.
    private static func sample() throws -> SampleLedger {
        var sample = try SampleLedger(submissions: 1)
        let bodies = [try sample.note(90), try sample.note(91)]
        try sample.append(bodies, under: sample.statement(bodies, number: 7), signedWith: sample.uploader.seed)
        try sample.upload(2)
        return sample
    }

    private static func verdict(_ discounted: [UInt64: String]?) async throws -> Verdict {
        let sample = try sample()
        var source = try MemorySource(sample)
        source.discounted = discounted
        return try await source.verdict(by: sample.ledger.key)
    }

    @Test func theListThatVerificationFindsTooIsRight() async throws {
        let verdict = try await CacheComparisonTests.verdict([4: "submission.number"])
        #expect(verdict.findings.map(\.code) == [.number])
        #expect(verdict.exitCode == 3)
        #expect(verdict.discounted == 1)
        #expect(verdict.checkpoint != nil)
    }

    @Test func withoutAListNothingIsCompared() async throws {
        #expect(try await CacheComparisonTests.verdict(nil).exitCode == 3)
    }

    @Test(arguments: [
        [:], [4: "submission.role"], [4: "submission.number", 3: "submission.number"],
        [4: "submission.number", 5: "submission.number"], [4: "submission.number", 7: "submission.number"],
    ])
    func aListThatSaysMoreOrLessOrOtherwiseIsFound(list: [UInt64: String]) async throws {
        let verdict = try await CacheComparisonTests.verdict(list)
        #expect(verdict.findings.first?.code.rawValue == "ledger.discounted")
        #expect(verdict.exitCode == 2)
    }

    /// Entry 10, of two the first, is an event that the uploader may not sign: the submission counts, the event doesn't.
    private static func sampleWithADeniedEvent() throws -> SampleLedger {
        var sample = try SampleLedger(submissions: 3)
        try sample.append([sample.note(90), sample.note(91, type: "index")], by: \.uploader)
        return sample
    }

    @Test(arguments: [
        ([10: "submission.role"], true), ([:], false), ([10: "submission.body"], false),
        ([10: "submission.role", 9: "submission.role"], false),
    ])
    func theListOfEventsThatDoNotCountIsCompared(list: [UInt64: String], isRight: Bool) async throws {
        let sample = try CacheComparisonTests.sampleWithADeniedEvent()
        var source = try MemorySource(sample)
        source.uninterpreted = list
        let verdict = try await source.verdict(by: sample.ledger.key)
        #expect(verdict.findings.map(\.code).contains(.uninterpreted) == !isRight)
        #expect(verdict.findings.contains { $0.code == .role && $0.index == 10 })
        #expect(verdict.exitCode == (isRight ? 3 : 2))
    }
}
