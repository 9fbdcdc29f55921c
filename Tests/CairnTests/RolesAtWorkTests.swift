import Cairn
import CairnCrypto
import CairnLog
import CairnModel
import CairnPostgres
import CairnTestSupport
import CairnVerification
import Foundation
import Testing

@Suite("roles at work")
struct RolesAtWorkTests {
    private static let role = Role("image")
    private static let appendSQL = "SELECT * FROM cairn.append($1, $2, $3, $4)"

    private static func verifierKey(_ name: String, _ key: borrowing Ed25519PrivateKey) throws -> VerifierKey {
        VerifierKey(name: try KeyName(name), publicKey: key.publicKey)
    }

    /// An author's first submission, as the parameters by which it is appended.
    private static func submission(
        to number: Int32,
        _ origin: Origin,
        by author: VerifierKey,
        _ key: borrowing Ed25519PrivateKey,
        anchor: Anchor
    ) throws -> [Parameter] {
        let body = try TestLedger.body(0)
        let statement = try SubmissionStatement(
            origin: origin,
            author: author,
            number: 0,
            previous: .zero,
            anchor: anchor,
            bodies: [body]
        )
        let note = try Submission(signing: statement, with: key).note.bytes
        return [.int32(number), .bytes(note), .uuidArray(body.id.bytes), .bytesArray([body.bytes])]
    }

    @Test func anAppenderAppendsForItsAuthorAndSeesItsSeal() async throws {
        let ledger = try await TestLedger()
        try await RoleLogin.with([.appender], in: ledger.database) { login in
            let author = try await ledger.register(["gateway-a.example"], roles: [Self.role], login: login)[0]
            let bodies = try (0..<3).map { try TestLedger.body($0) }
            let receipts = try await author.append(bodies: bodies)
            #expect(try await author.append(bodies: bodies) == receipts)
            async let sealed = author.sealed(receipts[2])
            #expect(try await ledger.seal().size == 7)
            #expect(try await sealed.size == 7)
            await author.close()
            #expect(try await login.outcome(of: "SELECT body FROM cairn.entry") == RolesTests.refused)
            #expect(try await login.outcome(of: "SELECT note FROM cairn.submission") == RolesTests.refused)
        }
    }

    @Test func anAppenderLearnsWhichOfItsSubmissionsDoNotCount() async throws {
        let ledger = try await TestLedger()
        try await RoleLogin.with([.appender], in: ledger.database) { login in
            let (told, teller) = AsyncStream.makeStream(of: CairnError.self)
            let authors = try await ledger.register(["gateway-a.example"], roles: [Role("consent")], login: login) {
                teller.yield($0)
            }
            let receipts = try await authors[0].append(bodies: [TestLedger.body(0), TestLedger.body(1)])
            try await withThrowingTaskGroup { group in
                group.addTask { try await authors[0].run() }
                #expect(try await ledger.seal().denied.count == 2)
                var iterator = told.makeAsyncIterator()
                #expect(await iterator.next()?.code == .discounted)
                group.cancelAll()
                try await group.waitForAll()
            }
            for receipt in receipts {
                await #expect { try await authors[0].sealed(receipt) } throws: {
                    ($0 as? CairnError)?.code == .discounted
                }
            }
        }
    }

    @Test func anAppenderSeesTheSealsOfItsOwnLedgerOnly() async throws {
        let first = try await TestLedger()
        let second = try await TestLedger(RolesTests.otherOrigin, in: first.database)
        _ = try await first.seal()
        _ = try await second.seal()
        try await RoleLogin.with([.appender], in: first.database) { login in
            let seals = "SELECT ledger_id FROM cairn.checkpoint ORDER BY 1"
            let bindings = "SELECT login FROM cairn.author_login"
            #expect(try await login.run(seals).rows.count == 0)
            _ = try await first.register(["gateway-a.example"], roles: [Self.role], login: login)
            #expect(try await login.run(seals).rows.map { try $0.int64(0) } == [1])
            _ = try await second.register(["gateway-a.example"], roles: [Self.role], login: login)
            #expect(try await login.run(seals).rows.map { try $0.int64(0) } == [1, 2])
            #expect(try await login.run(bindings).rows.map { try $0.text(0) } == [login.name, login.name])
        }
    }

    @Test func anAppenderAppendsForNoOtherAuthor() async throws {
        let ledger = try await TestLedger()
        let key = try Ed25519PrivateKey()
        let author = try Self.verifierKey("gateway-b.example", key)
        let anchor = try await ledger.head()
        let submission = try Self.submission(to: 1, ledger.origin, by: author, key, anchor: anchor)
        try await RoleLogin.with([.appender], in: ledger.database) { login in
            _ = try await ledger.register(["gateway-a.example"], roles: [Self.role], login: login)
            try await RoleLogin.with([.appender], in: ledger.database) { other in
                try await ledger.register(author, roles: [Self.role], login: other)
                #expect(try await login.outcome(of: Self.appendSQL, submission) == "CA003")
                #expect(try await other.outcome(of: Self.appendSQL, submission) == "00000")
                let state = "SELECT number, size FROM cairn.author_state($1, $2)"
                let parameters: [Parameter] = [.text("\(ledger.origin)"), .text("\(author)")]
                try await other.run(Self.appendSQL, submission)
                #expect(try await login.run(state, parameters).rows.count == 0)
                let row = try await other.run(state, parameters).only()
                #expect(try row.int64(0) == 0)
                // Three entries of submission 0, two registrations, and this one.
                #expect(try row.int64(1) == 6)
            }
            await #expect {
                try await Appender(
                    database: login.address,
                    origin: ledger.origin,
                    author: author,
                    key: Ed25519PrivateKey()
                )
            } throws: {
                ($0 as? CairnError)?.code == .noLedger
            }
        }
    }

    @Test func anAppenderAppendsToNoOtherLedger() async throws {
        let first = try await TestLedger()
        let second = try await TestLedger(RolesTests.otherOrigin, in: first.database)
        let key = try Ed25519PrivateKey()
        let author = try Self.verifierKey("gateway-a.example", key)
        let anchor = try await second.head()
        let submission = try Self.submission(to: 2, second.origin, by: author, key, anchor: anchor)
        try await RoleLogin.with([.appender], in: first.database) { login in
            try await first.register(author, roles: [Self.role], login: login)
            let whereFrom = "SELECT * FROM cairn.author_state($1, $2)"
            let parameters: [Parameter] = [.text("\(second.origin)"), .text("\(author)")]
            #expect(try await login.outcome(of: Self.appendSQL, submission) == "CA003")
            #expect(try await login.run(whereFrom, parameters).rows.count == 0)
            try await second.register(author, roles: [Self.role], login: login)
            #expect(try await login.outcome(of: Self.appendSQL, submission) == "00000")
            #expect(try await login.run(whereFrom, parameters).rows.count == 1)
            let mixed = try Self.submission(to: 1, second.origin, by: author, key, anchor: anchor)
            #expect(try await login.outcome(of: Self.appendSQL, mixed) == "CA006")
        }
    }

    @Test func receiptsAndVerdictsAreGivenOfTheAppendersOwnLedgerOnly() async throws {
        let first = try await TestLedger()
        let second = try await TestLedger(RolesTests.otherOrigin, in: first.database)
        try await RoleLogin.with([.appender], in: first.database) { login in
            _ = try await first.register(["gateway-a.example"], roles: [Self.role], login: login)
            try await RoleLogin.with([.appender], in: first.database) { other in
                let author = try await second.register(["gateway-b.example"], roles: [Role("consent")], login: other)[0]
                let receipt = try await author.append(TestLedger.event(0), source: "urn:test", time: TestLedger.time)
                #expect(try await second.seal().denied == [receipt.index: "submission.role"])
                let receipts = "SELECT * FROM cairn.receipts(2, $1, $2, '{}')"
                let verdict = "SELECT * FROM cairn.discounted_by(2, $1)"
                let counted = try await author.append(bodies: [TestLedger.body(1)])[0]
                let event: [Parameter] = [.text("\(author.author)"), .uuidArray(counted.eventID.bytes)]
                let index: [Parameter] = [.int64(Int64(receipt.index))]
                #expect(try await login.run(receipts, event).rows.count == 0)
                #expect(try await login.run(verdict, index).rows.count == 0)
                #expect(try await other.run(receipts, event).rows.count == 1)
                #expect(try await other.run(verdict, index).only().text(0) == "submission.role")
            }
        }
    }

    @Test func aSealerSealsAndAnAuditorVerifiesEachWithNoOtherRole() async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.register(["gateway-a.example"], roles: [Self.role])[0]
        _ = try await author.append(bodies: (0..<300).map { try TestLedger.body($0) })
        let text = """
            {"specversion":"1.0","id":"01920000-0000-7000-8000-000000000001","source":"urn:test",\
            "type":"\(ImageRejected.type)","time":"2026-01-01T00:00:00Z","data":{"reason":7}}
            """
        _ = try await author.append(bodies: [Body(checking: Array(text.utf8))])
        let stranger = try await ledger.register(["gateway-b.example"], roles: [Role("consent")])[0]
        _ = try await stranger.append(bodies: [TestLedger.body(0)])
        try await RoleLogin.with([.sealer], in: ledger.database) { login in
            await #expect { try await ledger.seal(as: login) } throws: { ($0 as? CairnError)?.code == .loginNotBound }
            try await ledger.database.run("SELECT cairn.bind_login(1, $1)", [.text(login.name)])
            let report = try await ledger.seal(as: login)
            #expect(report.size == 307)
            #expect(report.denied == [306: "submission.role"])
            _ = try await author.append(bodies: [TestLedger.body(1)])
            #expect(try await ledger.seal(as: login).size == 308)
        }
        try await RoleLogin.with([.auditor], in: ledger.database) { login in
            #expect(try await ledger.verify(as: login).findings.map(\.code) == [.exportMissing])
            try await ledger.database.run("SELECT cairn.bind_login(1, $1)", [.text(login.name)])
            let verdict = try await ledger.verify(as: login)
            #expect(verdict.entries == 308)
            #expect(verdict.findings.map(\.code) == [.role])
            let reader = try await LedgerReader(database: login.address, origin: ledger.origin)
            defer { reader.close() }
            #expect(try await reader.registry().registrations.count == 4)
            let leaf = try #require(try await reader.entries(from: 7, below: 8).first).entry.leafHash
            let checkpoint = try #require(try await reader.checkpoint()).checkpoint
            let proof = try await reader.inclusionProof(of: 7, size: checkpoint.size)
            #expect(throws: Never.self) { try proof.verify(leaf: leaf, root: checkpoint.root) }
        }
    }

    @Test func bodiesAreTakenAwayByASealerAndAnAdministratorEachWithNoOtherRole() async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.register(["gateway-a.example"], roles: [Self.role])[0]
        let redactor = try await ledger.register(["redactor.example"], roles: [.redaction])[0]
        let index = try await author.append(bodies: [TestLedger.body(0)])[0].index
        let stranger = try await ledger.author("stranger.example", roles: [])
        let rubbish = try await ledger.append([Array("{}".utf8)], by: stranger)
        _ = try await ledger.seal()
        let event = try await ledger.redaction(of: index)
        _ = try await redactor.append(event, source: "urn:test", time: TestLedger.time)
        try await RoleLogin.with([.sealer], in: ledger.database) { login in
            try await ledger.database.run("SELECT cairn.bind_login(1, $1)", [.text(login.name)])
            #expect(try await ledger.seal(as: login).redacted == [index])
            await #expect {
                try await Discarding.discard(from: rubbish, of: ledger.origin, in: login.address)
            } throws: {
                ($0 as? PostgresError)?.code.rawValue == RolesTests.refused
            }
        }
        try await RoleLogin.with([.administrator], in: ledger.database) { login in
            let gone = try await Discarding.discard(from: rubbish, of: ledger.origin, in: login.address)
            #expect(gone == 1)
        }
        try await RoleLogin.with([.auditor], in: ledger.database) { login in
            try await ledger.database.run("SELECT cairn.bind_login(1, $1)", [.text(login.name)])
            #expect(try await ledger.verify(as: login).findings.map(\.code) == [.unknownKey])
            let folder = FileManager.default.temporaryDirectory.appending(path: "cairn-\(UUID().uuidString)").path
            defer { try? FileManager.default.removeItem(atPath: folder) }  // What stays is a temporary folder.
            let reader = try await LedgerReader(database: login.address, origin: ledger.origin)
            defer { reader.close() }
            let found = try await reader.redaction(of: index)
            #expect(found?.redaction == event)
            #expect(try await Exporter(reader, to: folder).export().size == 8)
        }
    }

    @Test func aSealerStopsAndResumesAppendsWithNoOtherRole() async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.register(["gateway-a.example"], roles: [Self.role])[0]
        _ = try await ledger.seal()
        try await RoleLogin.with([.sealer], in: ledger.database) { login in
            try await ledger.database.run("SELECT cairn.bind_login(1, $1)", [.text(login.name)])
            try await login.run("SELECT cairn.stop(1, 'entries are missing')")
            await #expect { try await author.append(bodies: [TestLedger.body(0)]) } throws: {
                ($0 as? CairnError)?.code == .stopped
            }
            _ = try await ledger.seal(as: login)
            #expect(try await author.append(bodies: [TestLedger.body(0)]).count == 1)
        }
    }

    @Test func anAdministratorWhoMayAppendMakesALedgerAndBindsLogins() async throws {
        let database = try await TestDatabase.migrated()
        try await RoleLogin.with([.administrator, .appender], in: database) { administrator in
            let ledger = try await TestLedger(in: database, as: administrator)
            try await RoleLogin.with([.auditor], in: database) { auditor in
                await #expect { try await ledger.seal() } throws: { ($0 as? CairnError)?.code == .loginNotBound }
                try await administrator.run("SELECT cairn.bind_login(1, 'cairn')")
                #expect(try await ledger.seal().size == 3)
                try await administrator.run("SELECT cairn.bind_login(1, $1)", [.text(auditor.name)])
                #expect(try await ledger.verify(as: auditor).findings == [])
            }
            #expect(try await administrator.outcome(of: "SELECT body FROM cairn.entry") == RolesTests.refused)
        }
        try await RoleLogin.with([.appender], in: database) { appender in
            await #expect { try await TestLedger(RolesTests.otherOrigin, in: database, as: appender) } throws: {
                ($0 as? PostgresError)?.code.rawValue == RolesTests.refused
            }
        }
    }
}
