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

        var owners: [String: String] = [:]

        func held(_ keys: [String]) async throws -> Set<String> { kept.intersection(keys) }

        func subjects(of keys: [String]) async throws -> [String: String] { owners.filter { keys.contains($0.key) } }
    }

    private static func key(_ number: Int) -> String { String(repeating: "\(number)", count: 32) }

    private static func subject(_ number: Int) -> String { "7f3c1d52-4a0e-4c44-9d0c-2a54b9a5b00\(number)" }

    /// Entries 3 and 4 name payloads under keys 1 and 2, entry 5 erases key 1.
    private static func sample(isErased: Bool = true) throws -> SampleLedger {
        var sample = try SampleLedger()
        for number in [1, 2] {
            let sealed = [SealedReference(key: key(number), commitment: SHA256.hash([UInt8(number)]))]
            let enrolled = SubjectEnrolled(subject: subject(number), sealed: sealed)
            try sample.append([sample.body(enrolled, 10 + number)], by: \.uploader)
        }
        if isErased {
            let erased = SubjectErased(subjects: [subject(1)], keys: [key(1)], ground: "test")
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

    /// Entry 5 erases key 2, which entry 4 gave to subject 2, in the name of subject 1.
    @Test func anErasureOfAnothersKeyIsFoundAtTheErasure() async throws {
        var sample = try PayloadFoldTests.sample(isErased: false)
        let erased = SubjectErased(
            subjects: [PayloadFoldTests.subject(1)],
            keys: [PayloadFoldTests.key(1), PayloadFoldTests.key(2)],
            ground: "test"
        )
        try sample.append([sample.body(erased, 20)], by: \.uploader)
        let source = SaidSource(said: [PayloadFoldTests.key(1): .absent, PayloadFoldTests.key(2): .absent])
        let verdict = try await PayloadFoldTests.verdict(sample, source)
        #expect(verdict.findings.map(\.code.rawValue) == ["payload.erased-other"])
        #expect(verdict.findings.map(\.index) == [5])
        #expect(verdict.exitCode == 2)
        #expect(verdict.erasure.findings.count == 1)
    }

    /// Entry 4 enrols subject 2 under key 2, which the vault has for subject 1.
    @Test func aKeyThatTheVaultHasForAnotherIsFoundAtTheEnrolment() async throws {
        var source = SaidSource(said: [PayloadFoldTests.key(1): .absent])
        source.owners = [
            PayloadFoldTests.key(1): PayloadFoldTests.subject(1), PayloadFoldTests.key(2): PayloadFoldTests.subject(1),
        ]
        let verdict = try await PayloadFoldTests.verdict(PayloadFoldTests.sample(), source)
        #expect(verdict.findings.map(\.code.rawValue) == ["payload.key-of-another"])
        #expect(verdict.findings.map(\.index) == [4])
        #expect(verdict.exitCode == 2)
    }

    /// Entry 5 enrols subject 3 under key 1, which entry 3 gave to subject 1.
    @Test func aKeyThatAnEarlierEnrolmentGaveToAnotherIsFound() async throws {
        var sample = try PayloadFoldTests.sample(isErased: false)
        let sealed = [SealedReference(key: PayloadFoldTests.key(1), commitment: SHA256.hash([9]))]
        let enrolled = SubjectEnrolled(subject: PayloadFoldTests.subject(3), sealed: sealed)
        try sample.append([sample.body(enrolled, 30)], by: \.uploader)
        let verdict = try await PayloadFoldTests.verdict(sample, SaidSource())
        #expect(verdict.findings.map(\.code.rawValue) == ["payload.key-of-another"])
        #expect(verdict.findings.map(\.index) == [5])
    }

    /// The same payload that is absent, named by `sealed` and by an escape of it: both are seen.
    @Test(arguments: ["sealed", #"\u0073ealed"#, #"se\u0061l\u0065d"#])
    func aNameThatIsEscapedIsTheSameName(name: String) async throws {
        var sample = try SampleLedger()
        let sealed = [SealedReference(key: PayloadFoldTests.key(1), commitment: SHA256.hash([1]))]
        let enrolled = SubjectEnrolled(subject: PayloadFoldTests.subject(1), sealed: sealed)
        let text = String(decoding: try sample.body(enrolled, 11), as: UTF8.self)
        #expect(text.contains(#""sealed""#))
        let body = Array(text.replacing(#""sealed""#, with: "\"\(name)\"").utf8)
        try sample.append([body], by: \.uploader)
        let source = SaidSource(said: [PayloadFoldTests.key(1): .absent])
        #expect(try await PayloadFoldTests.verdict(sample, source).findings.map(\.code) == [.payloadMissing])
    }

    /// Entries 0 to 2 were verified before; entry 3 names the one payload that is looked at.
    @Test func whatIsNotLookedAtIsSaid() async throws {
        var sample = try SampleLedger()
        let verifier = try LedgerVerifier(ledgerKey: sample.ledger.key, payloads: SaidSource())
        let before = try await verifier.verify(MemorySource(sample))
        let size = before.entries
        let sealed = [SealedReference(key: PayloadFoldTests.key(1), commitment: SHA256.hash([1]))]
        let enrolled = SubjectEnrolled(subject: PayloadFoldTests.subject(1), sealed: sealed)
        try sample.append([sample.body(enrolled, 11)], by: \.uploader)
        let snapshot = try #require(before.snapshot)
        let verdict = try await verifier.verify(MemorySource(sample), after: snapshot)
        #expect(verdict.findings == [])
        #expect(verdict.erasure.sentence.contains("Of 1 sealed payloads, 1 are present"))
        #expect(verdict.erasure.sentence.contains("Payloads of the \(size) entries before were not looked at."))
    }
}
