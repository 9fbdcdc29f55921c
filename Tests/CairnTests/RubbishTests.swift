import Cairn
import CairnCrypto
import CairnLog
import CairnModel
import CairnPostgres
import CairnTestSupport
import CairnVerification
import Testing

/// A login that is bound to an author's key, and hasn't it, appends in the author's name.
@Suite("rubbish in an author's name")
struct RubbishTests {
    /// Appends a note that looks like the author's next and that another key has signed.
    private static func rubbish(
        _ ledger: TestLedger,
        after last: SubmissionStatement?,
        _ bodies: [Body],
        as author: VerifierKey
    ) async throws -> SubmissionStatement {
        let statement = try SubmissionStatement(
            origin: ledger.origin,
            author: author,
            number: last.map { $0.number + 1 } ?? 0,
            previous: last?.hash ?? .zero,
            anchor: try await ledger.head(),
            bodies: bodies
        )
        let forged = try SignedNote.sign(text: statement.text, name: author.name, key: Ed25519PrivateKey())
        // The signature line names the author's key, and is another key's.
        let line = try #require(forged.signatures.first)
        let signature = NoteSignature(name: author.name, keyHash: author.keyHash, bytes: line.bytes)
        let note = SignedNote(text: forged.text, signatures: [signature]).bytes
        try await ledger.database.run(
            "SELECT cairn.append(1, $1, $2, $3)",
            [.bytes(note), .uuidArray(bodies.flatMap(\.id.bytes)), .bytesArray(bodies.map(\.bytes))]
        )
        return statement
    }

    private static func appender(
        _ ledger: TestLedger,
        _ author: (seed: [UInt8], key: VerifierKey),
        tell: (@Sendable (CairnError) -> Void)? = nil
    ) async throws -> Appender {
        try await Appender(
            database: ledger.database.address,
            origin: ledger.origin,
            author: author.key,
            key: Ed25519PrivateKey(seed: author.seed),
            patience: .seconds(600),
            tell: tell
        )
    }

    /// What the database asks the next submission to follow.
    private static func last(_ ledger: TestLedger, of author: VerifierKey) async throws -> SubmissionStatement? {
        let notes = try await ledger.database.run(
            "SELECT note FROM cairn.submission WHERE author = $1 ORDER BY number DESC, first_index DESC LIMIT 1",
            [.text("\(author)")]
        )
        return try notes.rows.first.map { try Submission(parsing: $0.bytes(0)).statement }
    }

    /// Rubbish before the author's first submission, between two of an appender that goes on, and before one that starts.
    @Test(arguments: [1, 3, 20])
    func whatTheAuthorAppendsNextCounts(count: Int) async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.author("gateway-a.example", roles: [.init("image")])
        func spoil() async throws {
            for number in 0..<count {
                let last = try await Self.last(ledger, of: author.key)
                _ = try await Self.rubbish(ledger, after: last, [TestLedger.body(number)], as: author.key)
            }
        }
        try await spoil()
        let appender = try await Self.appender(ledger, author)
        let first = try await appender.append(bodies: [TestLedger.body(0)])[0]
        try await spoil()
        let second = try await appender.append(bodies: [TestLedger.body(1)])[0]
        let third = try await appender.append(bodies: [TestLedger.body(2)])[0]
        await appender.close()
        try await spoil()
        let next = try await Self.appender(ledger, author)
        let fourth = try await next.append(bodies: [TestLedger.body(3)])[0]
        await next.close()

        let report = try await ledger.seal()
        #expect(report.discounted.count == 3 * count)
        #expect(Set(report.discounted.values) == ["submission.signature"])
        for receipt in [first, second, third, fourth] { #expect(report.discounted[receipt.index] == nil) }
        #expect(try await ledger.verify().findings.allSatisfy { $0.code == .signature })
        let later = try await Self.appender(ledger, author)
        _ = try await later.append(bodies: [TestLedger.body(4)])
        await later.close()
        #expect(try await ledger.seal().discounted == [:])
    }

    @Test func anEventWhoseIdRubbishHasIsNotTakenForRecordedAndIsAppendedOnceThatIsSealed() async throws {
        let ledger = try await TestLedger()
        let (told, teller) = AsyncStream.makeStream(of: CairnError.self)
        let author = try await ledger.author("gateway-a.example", roles: [.init("image")])
        let body = try TestLedger.body(0)
        _ = try await Self.rubbish(ledger, after: nil, [body], as: author.key)
        let appender = try await Self.appender(ledger, author) { teller.yield($0) }
        try await withThrowingTaskGroup { group in
            group.addTask {
                let receipts = try await appender.append(bodies: [body])
                #expect(receipts.map(\.index) == [5])
            }
            var iterator = told.makeAsyncIterator()
            let said = try #require(await iterator.next())
            #expect(said.message.contains("entry 4"))
            #expect(said.message.contains("cairn seal"))
            #expect(try await ledger.seal().discounted == [4: "submission.signature"])
            try await group.waitForAll()
        }
        let copies = try await appender.copiesThatDoNotCount(of: [body.id])
        #expect(copies.map(\.index) == [4])
        #expect(copies.map(\.code) == ["submission.signature"])
        #expect(try await appender.copiesThatDoNotCount(of: [TestLedger.body(9).id]).isEmpty)
        await appender.close()
        #expect(try await ledger.seal().discounted == [:])
        #expect(try await ledger.read { try await $0.index(of: body.id) } == 5)
    }

    /// Without having looked, nobody appends past another submission: two processes with one key are told.
    @Test func whoHasNotLookedFollowsTheLast() async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.author("gateway-a.example", roles: [.init("image")])
        let one = try await Self.appender(ledger, author)
        let two = try await Self.appender(ledger, author)
        for number in 0..<4 {
            _ = try await one.append(bodies: [TestLedger.body(2 * number)])
            _ = try await two.append(bodies: [TestLedger.body(2 * number + 1)])
        }
        await one.close()
        await two.close()
        #expect(try await ledger.seal().discounted == [:])
    }
}
