import Cairn
import CairnCrypto
import CairnLog
import CairnModel
import CairnPostgres
import CairnTestSupport
import CairnVerification
import Testing

@Suite("redaction and discarding")
struct RedactionTests {
    /// A ledger of 10 entries, sealed: 3 of submission 0, two registrations (3 and 4), and five images (5 to 9).
    private static func ledger() async throws -> (ledger: TestLedger, gateway: Appender, redactor: Appender) {
        let ledger = try await TestLedger()
        let gateway = try await ledger.register(["gateway-a.example"], roles: [.init("image")])[0]
        let redactor = try await ledger.register(["redactor.example"], roles: [.redaction])[0]
        _ = try await gateway.append(bodies: (0..<5).map { try TestLedger.body($0) })
        #expect(try await ledger.seal().size == 10)
        return (ledger, gateway, redactor)
    }

    @Test func aRedactedBodyIsGoneAndEverythingElseVerifies() async throws {
        let (ledger, gateway, redactor) = try await Self.ledger()
        let id = try await ledger.database.run("SELECT event_id FROM cairn.entry WHERE idx = 6").only().bytes(0)
        let event = try await ledger.redaction(of: 6)
        #expect(event.redactedType == ImageRejected.type)
        #expect(try await redactor.append(event, source: "urn:test", time: TestLedger.time).index == 10)
        #expect(try await ledger.hasBody(6))
        let report = try await ledger.seal()
        #expect(report.redacted == [6])
        #expect(report.notRedacted == [])
        #expect(try await !ledger.hasBody(6))
        let row = try await ledger.database.run("SELECT event_id, body_hash FROM cairn.entry WHERE idx = 6").only()
        #expect(try row.bytes(0) != id)
        #expect(try row.bytes(1) == event.bodyHash.bytes)
        let verdict = try await ledger.verify()
        #expect(verdict.findings == [])
        #expect(verdict.redactions == RedactionCount(byType: ["cairn.image.rejected.v1": 1]))
        let found = try await ledger.read { try await $0.redaction(of: 6) }
        #expect(found?.index == 10)
        #expect(found?.redaction == event)
        #expect(try await ledger.read { try await $0.redaction(of: 7) } == nil)
        // What comes later seals and verifies as ever.
        _ = try await gateway.append(bodies: [TestLedger.body(9)])
        #expect(try await ledger.seal().redacted == [])
        #expect(try await ledger.verify().exitCode == 0)
    }

    @Test func aSealerThatReadsEverythingAgainAgrees() async throws {
        let (ledger, gateway, redactor) = try await Self.ledger()
        let event = try await ledger.redaction(of: 6)
        _ = try await redactor.append(event, source: "urn:test", time: TestLedger.time)
        _ = try await ledger.seal()
        _ = try await gateway.append(bodies: [TestLedger.body(9)])
        try ledger.forgetSnapshot()
        #expect(try await ledger.seal().size == 12)
        #expect(try await ledger.verify().findings == [])
    }

    @Test func aBodyStaysWhereTheRedactionNamesAnotherType() async throws {
        let (ledger, _, redactor) = try await Self.ledger()
        let right = try await ledger.redaction(of: 6)
        let wrong = try RedactionRecorded(
            index: 6,
            bodyHash: right.bodyHash,
            redactedType: EventType("cairn.consent.given.v1"),
            reason: right.reason
        )
        _ = try await redactor.append(wrong, source: "urn:test", time: TestLedger.time)
        let report = try await ledger.seal()
        #expect(report.redacted == [])
        #expect(report.notRedacted == [6])
        #expect(try await ledger.hasBody(6))
        let verdict = try await ledger.verify()
        #expect(verdict.findings.map(\.code) == [.notRedacted])
        #expect(verdict.exitCode == 3)
        _ = try await redactor.append(right, source: "urn:test", time: TestLedger.time)
        #expect(try await ledger.seal().redacted == [6])
        #expect(try await ledger.verify().findings == [])
    }

    @Test func ofTwoRedactionsUnderOneCheckpointTheOneWithTheRightTypeIsCarriedOut() async throws {
        let (ledger, _, redactor) = try await Self.ledger()
        let right = try await ledger.redaction(of: 6)
        let wrong = try RedactionRecorded(
            index: 6,
            bodyHash: right.bodyHash,
            redactedType: EventType("other"),
            reason: right.reason
        )
        _ = try await redactor.append(contentsOf: [wrong, right, right], source: "urn:test", time: TestLedger.time)
        let report = try await ledger.seal()
        #expect(report.redacted == [6])
        #expect(report.notRedacted == [])
        #expect(try await ledger.verify().redactions?.total == 3)
    }

    @Test func aRedactionOfAnotherBodyTakesNothingAway() async throws {
        let (ledger, _, redactor) = try await Self.ledger()
        let right = try await ledger.redaction(of: 6)
        let wrong = try RedactionRecorded(
            index: 7,
            bodyHash: right.bodyHash,
            redactedType: right.redactedType,
            reason: right.reason
        )
        _ = try await redactor.append(wrong, source: "urn:test", time: TestLedger.time)
        #expect(try await ledger.seal().redacted == [])
        #expect(try await ledger.hasBody(7))
        #expect(try await ledger.verify().findings.map(\.code) == [.redactionWithoutEffect])
    }

    @Test func aBodyThatBreaksTheRulesIsRedactedUnderAnyType() async throws {
        let (ledger, _, redactor) = try await Self.ledger()
        let author = try await ledger.author("gateway-b.example", roles: [.init("image")])
        // Entry 10 registers the key.
        let bodies: [[UInt8]] = [Array("{\"name\":1}".utf8), [0x7B, 0xFF, 0x7D]]
        #expect(try await ledger.append(bodies, by: author) == 11)
        #expect(try await ledger.seal().denied == [11: "submission.body", 12: "submission.body"])
        await #expect { try await ledger.redaction(of: 11) } throws: {
            ($0 as? CairnError)?.code == .redactionRefused
        }
        let events = [
            try await ledger.redaction(of: 11, as: EventType("unknown")),
            try await ledger.redaction(of: 12, as: EventType("unknown")),
        ]
        _ = try await redactor.append(contentsOf: events, source: "urn:test", time: TestLedger.time)
        #expect(try await ledger.seal().redacted == [11, 12])
        #expect(try await ledger.verify().findings == [])
    }

    @Test func whatCannotBeRedactedIsRefused() async throws {
        let (ledger, gateway, redactor) = try await Self.ledger()
        let event = try await ledger.redaction(of: 6)
        _ = try await redactor.append(event, source: "urn:test", time: TestLedger.time)
        _ = try await ledger.seal()
        _ = try await gateway.append(bodies: [TestLedger.body(9)])
        // Submission 0; what the registrar and the redactor signed; what is gone; what is not sealed, or not there.
        for index in [0, 2, 3, 10, 6] as [UInt64] {
            await #expect { try await ledger.redaction(of: index) } throws: {
                ($0 as? CairnError)?.code == .redactionRefused
            }
        }
        for index in [11, 12] as [UInt64] {
            await #expect { try await ledger.redaction(of: index) } throws: { ($0 as? CairnError)?.code == .noEntry }
        }
        for type in ["cairn.consent.given.v1", "cairn.key.revoked.v1"] {
            await #expect { try await ledger.redaction(of: 7, as: EventType(type)) } throws: {
                ($0 as? CairnError)?.code == .redactionRefused
            }
        }
        #expect(try await ledger.redaction(of: 7, as: ImageRejected.type).index == 7)
    }

    @Test func bodiesOfASubmissionThatDoesNotCountAreDiscarded() async throws {
        let (ledger, _, _) = try await Self.ledger()
        let stranger = try await ledger.author("stranger.example", roles: [])
        let rubbish = Array("{\"rubbish\":1}".utf8)
        #expect(try await ledger.append([rubbish, rubbish], by: stranger) == 10)
        func discard(_ index: UInt64) async throws -> Int {
            try await Discarding.discard(from: index, of: ledger.origin, in: ledger.database.address)
        }
        // Nothing says yet that it doesn't count.
        await #expect { try await discard(10) } throws: { ($0 as? CairnError)?.code == .discardRefused }
        #expect(try await ledger.seal().discounted == [10: "submission.unknown-key"])
        await #expect { try await ledger.redaction(of: 10) } throws: {
            ($0 as? CairnError)?.code == .redactionRefused
        }
        #expect(try await discard(10) == 2)
        #expect(try await discard(10) == 0)
        for index in [0, 5, 11, 99, UInt64.max] {
            await #expect { try await discard(index) } throws: { ($0 as? CairnError)?.code == .discardRefused }
        }
        #expect(try await !ledger.hasBody(10))
        #expect(try await !ledger.hasBody(11))
        let verdict = try await ledger.verify()
        #expect(verdict.findings.map(\.code) == [.unknownKey])
        try ledger.forgetSnapshot()
        #expect(try await ledger.seal().size == 12)
    }

    @Test func aSealerSignsNothingWhereABodyIsMissing() async throws {
        let (ledger, gateway, _) = try await Self.ledger()
        _ = try await gateway.append(bodies: [TestLedger.body(9)])
        try await ledger.tamper(
            "UPDATE cairn.entry SET body = NULL, body_hash = sha256('\\x00'::bytea || body) WHERE idx = 10"
        )
        await #expect { try await ledger.seal() } throws: { ($0 as? CairnError)?.code == .inconsistent }
        try await ledger.tamper(
            "UPDATE cairn.entry SET body = NULL, body_hash = sha256('\\x00'::bytea || body) WHERE idx = 7"
        )
        let verdict = try await ledger.verify()
        #expect(verdict.findings.map(\.code) == [.bodyMissing])
        #expect(verdict.findings.map(\.index) == [7])
        #expect(verdict.exitCode == 2)
    }

    @Test func aProofOfARedactedEntryShowsWhoSignedWhenAndNotWhat() async throws {
        let (ledger, _, redactor) = try await Self.ledger()
        let event = try await ledger.redaction(of: 6)
        _ = try await redactor.append(event, source: "urn:test", time: TestLedger.time)
        _ = try await ledger.seal()
        let proof = try await ledger.read { try await EventProofMaker($0).proof(of: 6) }
        #expect(proof.event.body == nil)
        #expect(proof.registration.body != nil)
        let verdict = proof.verify(by: try ledger.ledgerKey)
        #expect(verdict.findings.map(\.code) == [.bodyWithheld])
        #expect(verdict.exitCode == 3)
        let other = VerifierKey(name: ledger.origin.keyName, publicKey: try Ed25519PrivateKey().publicKey)
        #expect(proof.verify(by: other).exitCode == 2)
    }

    @Test func withoutBodiesADatabaseIsVerifiedWithTheOnesThatDecide() async throws {
        let (ledger, _, redactor) = try await Self.ledger()
        let event = try await ledger.redaction(of: 6)
        _ = try await redactor.append(event, source: "urn:test", time: TestLedger.time)
        _ = try await ledger.seal()
        let verdict = try await ledger.read { reader in
            try await LedgerVerifier(ledgerKey: ledger.ledgerKey, withoutBodies: true)
                .verify(try await reader.sourceWithoutBodies())
        }
        #expect(verdict.findings.map(\.code) == [.bodyWithheld])
        #expect(verdict.findings.map(\.index) == [5])
        #expect(verdict.redactions?.total == 1)
        // A verifier that is not told so takes what is absent for missing.
        let strict = try await ledger.read { reader in
            try await LedgerVerifier(ledgerKey: ledger.ledgerKey).verify(try await reader.sourceWithoutBodies())
        }
        #expect(strict.exitCode == 2)
        let entries = try await ledger.read { reader in
            try await reader.sourceWithoutBodies().chunk(from: 0, below: 11).entries
        }
        #expect(
            entries.map { $0.body != nil } == [Bool](repeating: true, count: 5) + [
                false, false, false, false, false, true,
            ]
        )
    }
}
