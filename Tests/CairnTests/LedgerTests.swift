import Cairn
import CairnCrypto
import CairnLog
import CairnModel
import CairnPostgres
import CairnTestSupport
import CairnVault
import CairnVerification
import Foundation
import Testing

@Suite("a ledger from end to end")
struct LedgerTests {
    @Test func whatIsAppendedBySeveralAuthorsAtOnceIsSealedAndVerifies() async throws {
        let ledger = try await TestLedger()
        let authors = try await ledger.register(["gateway-a.example", "gateway-b.example"], roles: [.init("image")])
        let receipts = try await withThrowingTaskGroup(of: Receipt.self) { group in
            for number in 0..<300 {
                let appender = authors[number % 2]
                group.addTask {
                    try await appender.append(TestLedger.event(number), source: "urn:test", time: TestLedger.time)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(receipts.map(\.index)) == Set(5..<305))
        let report = try await ledger.seal()
        #expect(report.size == 305)
        #expect(report.discounted == [:])
        let verdict = try await ledger.verify()
        #expect(verdict.findings == [])
        #expect(verdict.entries == 305)
    }

    @Test func appendingTheSameBodyAgainGivesItsFirstReceipt() async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.register(["gateway-a.example"], roles: [.init("image")])[0]
        let bodies = try (0..<5).map { try TestLedger.body($0) }
        let first = try await author.append(bodies: Array(bodies[..<3]))
        let again = try await author.append(bodies: bodies)
        #expect(Array(again[..<3]) == first)
        #expect(Set(again.map(\.index)).count == 5)
        let other = try Body(TestLedger.event(99), id: bodies[0].id, source: "urn:test", time: TestLedger.time)
        await #expect { try await author.append(bodies: [other]) } throws: { ($0 as? CairnError)?.code == .idReused }
        let repeated = [try TestLedger.body(7), bodies[0], try TestLedger.body(8)]
        let receipts = try await author.append(bodies: repeated + repeated)
        #expect(receipts.prefix(3) == receipts.suffix(3))
        #expect(receipts.map(\.eventID) == (repeated + repeated).map(\.id))
        await #expect { try await author.append(bodies: [bodies[0], other]) } throws: {
            ($0 as? CairnError)?.code == .idReused
        }
        _ = try await ledger.seal()
        #expect(try await ledger.verify().entries == 11)
    }

    @Test func whatOneCallerQueuesStandsInItsOrder() async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.register(["gateway-a.example"], roles: [.init("image")])[0]
        let bodies = try (0..<900).map { try TestLedger.body($0) }
        var queued: [QueuedAppend] = []
        for start in stride(from: 0, to: 900, by: 30) {
            queued.append(try await author.enqueue(Array(bodies[start..<(start + 30)])))
        }
        let receipts = try await withThrowingTaskGroup(of: [Receipt].self) { group in
            for call in queued.reversed() { group.addTask { try await author.receipts(of: call) } }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(receipts.sorted { $0.index < $1.index }.map(\.eventID) == bodies.map(\.id))
        await #expect { try await author.receipts(of: queued[0]) } throws: { ($0 as? CairnError)?.code == .receipt }
        await #expect { try await author.enqueue([]) } throws: { ($0 as? ModelError)?.code == .submissionTooLarge }
        _ = try await ledger.seal()
        #expect(try await ledger.verify().findings == [])
    }

    @Test func anEventOutsideTheKeysRolesIsRecordedAndDoesNotCount() async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.register(["gateway-a.example"], roles: [.init("consent")])[0]
        let receipt = try await author.append(TestLedger.event(0), source: "urn:test", time: TestLedger.time)
        let report = try await ledger.seal()
        #expect(report.discounted == [:])
        #expect(report.denied == [receipt.index: "submission.role"])
        await #expect { try await author.sealed(receipt) } throws: { ($0 as? CairnError)?.code == .discounted }
        let kept = try await ledger.database.run("SELECT idx, code FROM cairn.uninterpreted").only()
        #expect(try kept.int64(0) == Int64(receipt.index))
        #expect(try kept.text(1) == "submission.role")
        let verdict = try await ledger.verify()
        #expect(verdict.exitCode == 3)
        #expect(verdict.findings.map(\.code) == [.role])
    }

    /// Types of the registry are closed: the library refuses others, and one that comes past it stops nothing.
    @Test(arguments: ["cairn.key.suspended.v1", "cairn.ledger.closed.v1", "cairn.key.registered.v2", "key"])
    func anUnknownEventOfTheRegistryIsRefusedAndStopsNothing(type: String) async throws {
        let ledger = try await TestLedger()
        let text = """
            {"specversion":"1.0","id":"01920000-0000-7000-8000-000000000001","source":"urn:test","type":"\(type)",\
            "time":"2026-01-01T00:00:00Z","data":{}}
            """
        #expect(throws: BodyError.self) { try Body(checking: Array(text.utf8)) }
        let author = try await ledger.author("registrar-2.example", roles: [.key, .ledger])
        #expect(try await ledger.append([Array(text.utf8)], by: author) == 4)
        #expect(try await ledger.seal().denied == [4: "submission.body"])
        let next = try await ledger.register(["gateway-a.example"], roles: [.init("image")])[0]
        #expect(try await next.append(bodies: [TestLedger.body(0)]).map(\.index) == [6])
        #expect(try await ledger.seal().size == 7)
        #expect(try await ledger.verify().findings.map(\.code) == [.body])
    }

    @Test func anAppenderTellsByItselfWhatDoesNotCount() async throws {
        let ledger = try await TestLedger()
        let (told, teller) = AsyncStream.makeStream(of: CairnError.self)
        let author = try await ledger.register(["gateway-a.example"], roles: [.init("consent")]) { teller.yield($0) }[0]
        let receipt = try await author.append(TestLedger.event(0), source: "urn:test", time: TestLedger.time)
        try await withThrowingTaskGroup { group in
            group.addTask { try await author.run() }
            _ = try await ledger.seal()
            var iterator = told.makeAsyncIterator()
            let error = try #require(await iterator.next())
            #expect(error.code == .discounted)
            #expect(error.message.contains("entry \(receipt.index) is recorded but doesn't count: submission.role"))
            group.cancelAll()
            try await group.waitForAll()
        }
        await #expect { try await author.append(bodies: [TestLedger.body(1)]) } throws: {
            ($0 as? CairnError)?.code == .closed
        }
    }

    @Test func closingAnswersEveryCallThatWasAccepted() async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.register(["gateway-a.example"], roles: [.init("image")])[0]
        let calls = (0..<50).map { number in
            Task { try await author.append(TestLedger.event(number), source: "urn:test", time: TestLedger.time) }
        }
        _ = try await calls[0].value
        await author.close()
        var accepted = 0
        for call in calls {
            switch await call.result {
            case .success: accepted += 1
            case .failure(let error): #expect((error as? CairnError)?.code == .closed)
            }
        }
        #expect(try await ledger.seal().size == UInt64(4 + accepted))
    }

    @Test func aCancelledCallerHarmsNobodyElse() async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.register(["gateway-a.example"], roles: [.init("image")])[0]
        let calls = (0..<64).map { number in
            Task { try await author.append(TestLedger.event(number), source: "urn:test", time: TestLedger.time) }
        }
        for call in calls where calls.firstIndex(of: call).map({ $0 % 2 == 0 }) == true { call.cancel() }
        for (number, call) in calls.enumerated() where number % 2 == 1 {
            #expect(try await call.value.index >= 4)
        }
        for call in calls {
            if case .failure(let error) = await call.result { #expect(error is CancellationError) }
        }
    }

    @Test func anEventThatCannotBeDecodedIsNotedAndTheListIsChecked() async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.register(["gateway-a.example"], roles: [.init("image")])[0]
        let type = ImageRejected.type.description
        let text = """
            {"specversion":"1.0","id":"01920000-0000-7000-8000-000000000001","source":"urn:test","type":"\(type)",\
            "time":"2026-01-01T00:00:00Z","data":{"reason":7}}
            """
        let receipt = try await author.append(bodies: [Body(checking: Array(text.utf8)), TestLedger.body(1)])[0]
        #expect(try await ledger.seal().discounted == [:])
        let listed = try await ledger.database.run("SELECT idx FROM cairn.uninterpreted").rows.map { try $0.int64(0) }
        #expect(listed == [Int64(receipt.index)])
        #expect(try await ledger.verify().findings == [])
        try await ledger.database.run(
            "INSERT INTO cairn.uninterpreted VALUES (1, \(receipt.index + 1), 'event.malformed')"
        )
        let verdict = try await ledger.verify()
        #expect(verdict.findings.map(\.code) == [.uninterpreted])
        #expect(verdict.findings.map(\.index) == [receipt.index + 1])
    }

    @Test func anEntryThatTheDatabaseHidesFromReportsIsFound() async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.register(["gateway-a.example"], roles: [.init("image")])[0]
        let receipt = try await author.append(TestLedger.event(0), source: "urn:test", time: TestLedger.time)
        _ = try await ledger.seal()
        try await ledger.database.run("INSERT INTO cairn.discounted VALUES (1, \(receipt.index), 'submission.role')")
        let verdict = try await ledger.verify()
        #expect(verdict.exitCode == 2)
        #expect(verdict.findings.map(\.code) == [.discounted])
        #expect(verdict.findings.map(\.index) == [receipt.index])
    }

    @Test func payloadsArePresentErasedOrMissingAsTheVaultShows() async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.register(["gateway-a.example"], roles: [.init("subject"), .init("image")])[0]
        let vault = try await ledger.vault()
        defer { vault.close() }
        var subjects: [SubjectID] = []
        for number in 0..<3 {
            let subject = try await vault.subject(localID: Array("local \(number)".utf8)).id
            let id = try EventID.random(at: TestLedger.time)
            let payload = try await vault.seal(Array("{}".utf8), for: subject, in: id)
            let event = SubjectEnrolled(subject: subject.description, sealed: [payload.reference])
            let body = try Body(event, id: id, source: "urn:test", time: TestLedger.time)
            _ = try await author.append(bodies: [vault.store(body, payloads: [payload])])
            subjects.append(subject)
        }
        let erasure = try await vault.erase(subjects[0]) { keys in
            let event = SubjectErased(
                subjects: [subjects[0].description],
                keys: keys.map(\.description),
                ground: "eu-gdpr:A17-1-b"
            )
            return try Body(event, id: EventID.random(at: TestLedger.time), source: "urn:test", time: TestLedger.time)
        }
        _ = try await author.append(bodies: [erasure.body])
        _ = try await ledger.seal()
        let fine = try await ledger.verify(vault)
        #expect(fine.findings == [])
        #expect(fine.erasure.sentence.contains("2 are present and unchanged, and 1 were erased"))

        try await ledger.database.run(
            "DELETE FROM cairn_vault.payload WHERE key_id = (SELECT min(key_id) FROM cairn_vault.payload)"
        )
        let lost = try await ledger.verify(vault)
        #expect(lost.findings.map(\.code) == [.payloadMissing])
        #expect(lost.exitCode == 2)
        try await ledger.database.run(
            "UPDATE cairn_vault.payload SET sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)"
        )
        #expect(try await ledger.verify(vault).findings.map(\.code).contains(.payloadModified))
    }

    @Test func theRegistryThatIsReadIsTheOneThatVerificationFinds() async throws {
        let ledger = try await TestLedger()
        let names = ["keys-a.example", "image-b.example"]
        let authors = try await ledger.register(names, roles: [.key, .init("image")])
        let third = VerifierKey(name: try KeyName("third.example"), publicKey: try Ed25519PrivateKey().publicKey)
        for event in [KeyRegistered(key: third, roles: [.all]), KeyRegistered(key: third, roles: [.init("consent")])] {
            _ = try await authors[0].append(event, source: "urn:test", time: TestLedger.time)
        }
        let recovery = try await ledger.recoveryAppender()
        let spare = VerifierKey(name: try KeyName("spare.example"), publicKey: try Ed25519PrivateKey().publicKey)
        let fourth = VerifierKey(name: try KeyName("fourth.example"), publicKey: try Ed25519PrivateKey().publicKey)
        _ = try await authors[0].append(
            KeyRegistered(key: spare, roles: [.recovery]),
            source: "urn:test",
            time: TestLedger.time
        )
        _ = try await recovery.append(
            contentsOf: [
                KeyRegistered(key: spare, roles: [.recovery, .redaction]),
                KeyRegistered(key: fourth, roles: [.redaction]),
            ],
            source: "urn:test",
            time: TestLedger.time
        )
        let revoked = KeyRevoked(key: third, reason: try ReasonCode("test"), compromisedSince: 5)
        _ = try await authors[1].append(revoked, source: "urn:test", time: TestLedger.time)
        _ = try await authors[0].append(bodies: (0..<30).map { try TestLedger.body($0) })
        _ = try await ledger.seal()
        let read = try await ledger.registry()
        let verified = try await ledger.verifiedRegistry()
        #expect(read.registrations == verified.registrations)
        #expect(read.registrations[third]?.revokedAt == 10)
        #expect(read.registrations[spare]?.index == 8)
        #expect(read.registrations[fourth]?.roles == [.redaction])
        #expect(read.isRecovered == verified.isRecovered)
        #expect(read.ledgerKeys.map(\.key) == verified.ledgerKeys.map(\.key))
    }

    @Test func aChangedBodyIsFoundAtItsEntry() async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.register(["gateway-a.example"], roles: [.init("image")])[0]
        _ = try await author.append(bodies: (0..<20).map { try TestLedger.body($0) })
        _ = try await ledger.seal()
        try await ledger.tamper("UPDATE cairn.entry SET body = set_byte(body, 100, 65) WHERE idx = 10")
        let verdict = try await ledger.verify()
        #expect(verdict.exitCode == 2)
        #expect(verdict.findings.first?.code == .leafHash)
        #expect(verdict.findings.first?.index == 10)
    }

    @Test func aDeletedEntryIsFoundAtItsPlace() async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.register(["gateway-a.example"], roles: [.init("image")])[0]
        _ = try await author.append(bodies: (0..<20).map { try TestLedger.body($0) })
        _ = try await ledger.seal()
        try await ledger.tamper("DELETE FROM cairn.entry WHERE idx = 22")
        let verdict = try await ledger.verify()
        #expect(verdict.exitCode == 2)
        #expect(verdict.findings.first?.code == .missing)
        #expect(verdict.findings.first?.index == 22)
    }

    @Test func theSealerStopsWhereTheDatabaseLacksWhatItSigned() async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.register(["gateway-a.example"], roles: [.init("image")])[0]
        _ = try await author.append(bodies: (0..<20).map { try TestLedger.body($0) })
        _ = try await ledger.seal()
        try await ledger.tamper("DELETE FROM cairn.checkpoint")
        try await ledger.tamper("DELETE FROM cairn.entry WHERE idx >= 6")
        try await ledger.tamper("DELETE FROM cairn.submission WHERE first_index >= 4")
        await #expect { try await ledger.seal() } throws: { ($0 as? CairnError)?.code == .behind }
        await #expect { try await author.append(bodies: [TestLedger.body(77)]) } throws: {
            ($0 as? CairnError)?.code == .stopped
        }
    }

    @Test func aSealerWithASnapshotReadsOnlyWhatCameSince() async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.register(["gateway-a.example"], roles: [.init("image")])[0]
        _ = try await author.append(bodies: (0..<20).map { try TestLedger.body($0) })
        _ = try await ledger.seal()
        try await ledger.tamper("UPDATE cairn.entry SET body = set_byte(body, 100, 65) WHERE idx = 10")
        _ = try await author.append(bodies: [TestLedger.body(20)])
        #expect(try await ledger.seal().newEntries == 1)
        let verdict = try await ledger.verify()
        #expect(verdict.findings.map(\.code).prefix(2) == [.leafHash, .chain])
        #expect(verdict.findings.first?.index == 10)
        try ledger.forgetSnapshot()
        await #expect { try await ledger.seal() } throws: { ($0 as? CairnError)?.code == .inconsistent }
    }

    @Test func aSnapshotThatIsDamagedIsNotUsed() async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.register(["gateway-a.example"], roles: [.init("image")])[0]
        _ = try await author.append(bodies: (0..<20).map { try TestLedger.body($0) })
        _ = try await ledger.seal()
        try ledger.damageSnapshot()
        _ = try await author.append(bodies: [TestLedger.body(20)])
        #expect(try await ledger.seal().newEntries == 1)
        #expect(try await ledger.verify().findings == [])
    }

    @Test func aSealerThatDiedAfterTheStateFileStoresItsCheckpointAgain() async throws {
        let ledger = try await TestLedger()
        _ = try await ledger.seal()
        try await ledger.tamper("DELETE FROM cairn.checkpoint")
        let report = try await ledger.seal()
        #expect(report.size == 3)
        #expect(try await ledger.verify().exitCode == 0)
    }

    @Test func proofsFromTilesHold() async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.register(["gateway-a.example"], roles: [.init("image")])[0]
        let small = try await ledger.seal()
        _ = try await author.append(bodies: (0..<700).map { try TestLedger.body($0) })
        _ = try await ledger.seal()
        let reader = try await LedgerReader(database: ledger.database.address, origin: TestLedger.origin)
        defer { reader.close() }
        let checkpoint = try #require(try await reader.checkpoint()).checkpoint
        for index in [0, 2, 255, 256, 600, 703] as [UInt64] {
            let event = try #require(try await reader.entries(from: index, below: index + 1).first)
            let proof = try await reader.inclusionProof(of: index, size: checkpoint.size)
            #expect(throws: Never.self) { try proof.verify(leaf: event.entry.leafHash, root: checkpoint.root) }
            #expect(throws: LogError.self) { try proof.verify(leaf: .zero, root: checkpoint.root) }
        }
        let proof = try await reader.consistencyProof(from: small.size, to: checkpoint.size)
        #expect(throws: LogError.self) { try proof.verify(oldRoot: .zero, newRoot: checkpoint.root) }
    }
}
