import Cairn
import CairnCrypto
import CairnLog
import CairnModel
import CairnPostgres
import CairnTestSupport
import CairnVerification
import Testing

/// Who may append without a key decides what stands in the column of event ids, and nothing else.
@Suite("event ids beside bodies: entry.event-id, event.id-reused")
struct EventIDColumnTests {
    enum Difference: CaseIterable {
        case others, swapped, anothersId

        func ids(of bodies: [Body], _ another: EventID) throws -> [EventID] {
            switch self {
            case .others: try bodies.map { _ in try EventID.random(at: TestLedger.time) }
            case .swapped: [bodies[1].id, bodies[0].id, bodies[2].id]
            case .anothersId: [another, bodies[1].id, bodies[2].id]
            }
        }

        /// Of entries 6 to 8.
        var misnamed: [UInt64] {
            switch self {
            case .others: [6, 7, 8]
            case .swapped: [6, 7]
            case .anothersId: [6]
            }
        }
    }

    private typealias Author = (seed: [UInt8], key: VerifierKey)

    private static func submission(
        _ ledger: TestLedger,
        _ bodies: [Body],
        by author: Author
    ) async throws -> [UInt8] {
        let statement = try SubmissionStatement(
            origin: ledger.origin,
            author: author.key,
            number: 0,
            previous: .zero,
            anchor: try await ledger.head(),
            bodies: bodies
        )
        return try Submission(signing: statement, with: Ed25519PrivateKey(seed: author.seed)).note.bytes
    }

    private static func append(
        _ ledger: TestLedger,
        _ bodies: [Body],
        as ids: [EventID],
        by author: Author
    ) async throws {
        let parameters: [Parameter] = [
            .bytes(try await submission(ledger, bodies, by: author)), .uuidArray(ids.flatMap(\.bytes)),
            .bytesArray(bodies.map(\.bytes)),
        ]
        try await ledger.database.run("SELECT cairn.append(1, $1, $2, $3)", parameters)
    }

    private static func appender(_ ledger: TestLedger, _ author: Author) async throws -> Appender {
        try await Appender(
            database: ledger.database.address,
            origin: ledger.origin,
            author: author.key,
            key: Ed25519PrivateKey(seed: author.seed)
        )
    }

    /// Three entries of submission 0; 3 and 4 register the authors; 5 is the first author's.
    @Test(arguments: Difference.allCases)
    func anIdThatIsNotTheBodysStopsNoSealAndLookUpsGoByTheBody(difference: Difference) async throws {
        let ledger = try await TestLedger()
        let first = try await ledger.author("gateway-a.example", roles: [.init("image")])
        let second = try await ledger.author("gateway-b.example", roles: [.init("image")])
        let known = try TestLedger.body(0)
        try await Self.append(ledger, [known], as: [known.id], by: first)
        let bodies = try (1..<4).map { try TestLedger.body($0) }
        try await Self.append(ledger, bodies, as: difference.ids(of: bodies, known.id), by: second)

        let report = try await ledger.seal()
        #expect(report.size == 9)
        #expect(report.misnamed == difference.misnamed)
        let verdict = try await ledger.verify()
        #expect(verdict.exitCode == 3)
        #expect(verdict.findings.map(\.code) == difference.misnamed.map { _ in .eventID })
        #expect(verdict.findings.map(\.index) == difference.misnamed)

        for (place, body) in bodies.enumerated() {
            #expect(try await ledger.read { try await $0.index(of: body.id) } == UInt64(6 + place))
        }
        #expect(try await ledger.read { try await $0.index(of: known.id) } == 5)
        let appender = try await Self.appender(ledger, second)
        #expect(try await appender.index(of: bodies[0].id) == 6)
        #expect(try await appender.append(bodies: bodies).map(\.index) == [6, 7, 8])
        await appender.close()
        #expect(try await ledger.head().size == 9)
        #expect(try await ledger.seal().misnamed == [])
    }

    @Test func anIdThatBodiesRepeatStopsNoSealAndMeansTheFirst() async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.author("gateway-a.example", roles: [.init("image")])
        let body = try TestLedger.body(0)
        let again = try Body(TestLedger.event(1), id: body.id, source: "urn:test", time: TestLedger.time)
        try await Self.append(ledger, [body, again], as: [body.id, EventID.random(at: TestLedger.time)], by: author)
        #expect(try await ledger.seal().misnamed == [5])
        #expect(try await ledger.verify().findings.map(\.index) == [5])
        #expect(try await ledger.read { try await $0.index(of: body.id) } == 4)
        let appender = try await Self.appender(ledger, author)
        #expect(try await appender.append(bodies: [body]).map(\.index) == [4])
        await appender.close()
    }

    @Test func untilTheSealAnIdThatTheLookUpHasForAnotherBodyIsRefusedWithWhatToDo() async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.author("gateway-a.example", roles: [.init("image")])
        let bodies = try (0..<2).map { try TestLedger.body($0) }
        try await Self.append(ledger, [bodies[0]], as: [bodies[1].id], by: author)
        let appender = try await Self.appender(ledger, author)
        await #expect { try await appender.append(bodies: [bodies[1]]) } throws: {
            let error = $0 as? CairnError
            return error?.code == .idReused && error?.message.contains("cairn seal") == true
        }
        _ = try await ledger.seal()
        #expect(try await appender.append(bodies: bodies).map(\.index) == [4, 5])
        await appender.close()
    }

    @Test func anIdIsUsedOnceByEachAuthorAndNobodyUsesUpThoseOfAnother() async throws {
        let ledger = try await TestLedger()
        let authors = try await ledger.register(["gateway-a.example", "gateway-b.example"], roles: [.init("image")])
        let body = try TestLedger.body(0)
        let other = try Body(TestLedger.event(1), id: body.id, source: "urn:test", time: TestLedger.time)
        #expect(try await authors[0].append(bodies: [other]).map(\.index) == [5])
        #expect(try await authors[1].append(bodies: [body]).map(\.index) == [6])
        #expect(try await authors[1].append(bodies: [body]).map(\.index) == [6])
        await #expect { try await authors[1].append(bodies: [other]) } throws: {
            ($0 as? CairnError)?.code == .idReused
        }
        _ = try await ledger.seal()
        #expect(try await ledger.verify().findings == [])
        #expect(try await authors[1].append(bodies: [body]).map(\.index) == [6])
    }

    @Test func anIdThatIsTwiceInOneSubmissionIsRefused() async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.author("gateway-a.example", roles: [.init("image")])
        let bodies = try (0..<3).map { try TestLedger.body($0) }
        await #expect {
            try await Self.append(ledger, bodies, as: [bodies[0].id, bodies[1].id, bodies[0].id], by: author)
        } throws: { ($0 as? PostgresError)?.code == .uniqueViolation }
        #expect(try await ledger.head().size == 4)
    }

    @Test func anEventThatDoesNotCountUsesUpNoId() async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.author("gateway-a.example", roles: [])
        let body = try TestLedger.body(0)
        try await Self.append(ledger, [body], as: [body.id], by: author)
        #expect(try await ledger.seal().discounted == [3: "submission.unknown-key"])
        try await ledger.register(author.key, roles: [.init("image")])
        let appender = try await Self.appender(ledger, author)
        #expect(try await appender.append(bodies: [body]).map(\.index) == [5])
        await appender.close()
        _ = try await ledger.seal()
        #expect(try await ledger.read { try await $0.index(of: body.id) } == 5)
        #expect(try await ledger.verify().findings.map(\.code) == [.unknownKey])
    }

    @Test func whatIsNotedOfAnIdGoesWithTheBody() async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.author("gateway-a.example", roles: [.init("image")])
        let body = try TestLedger.body(0)
        try await Self.append(ledger, [body], as: [EventID.random(at: TestLedger.time)], by: author)
        #expect(try await ledger.seal().misnamed == [4])
        let redactor = try await ledger.register(["redactor.example"], roles: [.redaction])[0]
        _ = try await redactor.append(ledger.redaction(of: 4), source: "urn:test", time: TestLedger.time)
        #expect(try await ledger.seal().redacted == [4])
        #expect(try await ledger.database.run("SELECT FROM cairn.misnamed").rows.count == 0)
        #expect(try await ledger.read { try await $0.index(of: body.id) } == nil)
    }

    /// A sealer's login notes nothing that the body doesn't say.
    @Test func nothingIsNotedThatTheBodyDoesNotSay() async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.register(["gateway-a.example"], roles: [.init("image")])[0]
        let receipt = try await author.append(bodies: [TestLedger.body(0)])[0]
        try await RoleLogin.with([.sealer], in: ledger.database) { login in
            let call = "SELECT cairn.name_by_bodies(1, $1, $2)"
            let other = try EventID.random(at: TestLedger.time)
            for id in [other, receipt.eventID] {
                let parameters: [Parameter] = [.int64Array([Int64(receipt.index)]), .uuidArray(id.bytes)]
                await #expect { try await login.run(call, parameters) } throws: {
                    ($0 as? PostgresError)?.code.rawValue == "CA013"
                }
                try await ledger.database.run(call, parameters)
            }
        }
        #expect(try await ledger.database.run("SELECT FROM cairn.misnamed").rows.count == 0)
    }
}
