import CairnCrypto
import CairnModel
import CairnVerification
import Testing

@Suite("PayloadFold: payload.missing, payload.modified, payload.not-erased")
struct PayloadFoldTests {
    /// A vault that says what a test wants it to say.
    private struct SaidSource: PayloadSource {
        var said: [String: PayloadState] = [:]
        var kept: Set<String> = []

        func states(of references: [(event: EventID, reference: SealedReference)]) async throws -> [PayloadState] {
            references.map { said[$0.reference.key] ?? .present }
        }

        func held(_ keys: [String]) async throws -> Set<String> { kept.intersection(keys) }
    }

    private static func key(_ number: Int) -> String { String(repeating: "\(number)", count: 32) }

    /// Entries 3 and 4 name payloads under keys 1 and 2, entry 5 erases key 1.
    private static func sample(isErased: Bool = true) throws -> SampleLedger {
        var sample = try SampleLedger()
        for number in [1, 2] {
            let sealed = [SealedReference(key: key(number), commitment: SHA256.hash([UInt8(number)]))]
            let enrolled = SubjectEnrolled(subject: "7f3c1d52-4a0e-4c44-9d0c-2a54b9a5b00\(number)", sealed: sealed)
            try sample.append([sample.body(enrolled, 10 + number)], by: \.uploader)
        }
        if isErased {
            let erased = SubjectErased(subjects: [], keys: [key(1)], ground: "test")
            try sample.append([sample.body(erased, 20)], by: \.uploader)
        }
        return sample
    }

    private static func verdict(_ sample: SampleLedger, _ source: SaidSource?) async throws -> Verdict {
        try await LedgerVerifier(ledgerKey: sample.ledger.key, payloads: source).verify(MemorySource(sample))
    }

    @Test func withoutAVaultNothingIsSaid() async throws {
        let verdict = try await PayloadFoldTests.verdict(PayloadFoldTests.sample(), nil)
        #expect(verdict.erasure.sentence.contains("no vault was given"))
    }

    @Test func whatIsPresentOrErasedIsFine() async throws {
        let source = SaidSource(said: [PayloadFoldTests.key(1): .absent])
        let verdict = try await PayloadFoldTests.verdict(PayloadFoldTests.sample(), source)
        #expect(verdict.findings == [])
        #expect(
            verdict.erasure.sentence.hasPrefix("Of 2 sealed payloads, 1 are present and unchanged, and 1 were erased")
        )
    }

    @Test func whatIsAbsentWithoutAnErasureIsMissing() async throws {
        let source = SaidSource(said: [PayloadFoldTests.key(1): .absent])
        let verdict = try await PayloadFoldTests.verdict(PayloadFoldTests.sample(isErased: false), source)
        #expect(verdict.findings.map(\.code) == [.payloadMissing])
        #expect(verdict.findings.map(\.index) == [3])
        #expect(verdict.exitCode == 2)
        #expect(verdict.erasure.findings == verdict.findings)
        #expect(verdict.integrity.findings == [])
    }

    @Test func anErasureThatDoesNotCountErasesNothing() async throws {
        var sample = try PayloadFoldTests.sample(isErased: false)
        let erased = [try sample.body(SubjectErased(subjects: [], keys: [PayloadFoldTests.key(1)], ground: "test"), 20)]
        try sample.append(erased, under: sample.statement(erased, number: 99), signedWith: 3)
        let source = SaidSource(said: [PayloadFoldTests.key(1): .absent])
        let verdict = try await PayloadFoldTests.verdict(sample, source)
        #expect(verdict.findings.map(\.code) == [.discounted, .payloadMissing, .number])
    }

    @Test func whatWasChangedIsNamed() async throws {
        let source = SaidSource(said: [PayloadFoldTests.key(1): .absent, PayloadFoldTests.key(2): .modified])
        let verdict = try await PayloadFoldTests.verdict(PayloadFoldTests.sample(), source)
        #expect(verdict.findings.map(\.code) == [.payloadModified])
        #expect(verdict.findings.map(\.index) == [4])
    }

    @Test func whatWasErasedAndIsStillThereIsNamed() async throws {
        let source = SaidSource(said: [PayloadFoldTests.key(1): .absent], kept: [PayloadFoldTests.key(1)])
        let verdict = try await PayloadFoldTests.verdict(PayloadFoldTests.sample(), source)
        #expect(verdict.findings.map(\.code) == [.payloadNotErased])
        #expect(verdict.findings.map(\.index) == [5])
    }
}
