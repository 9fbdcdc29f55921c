import Cairn
import CairnCrypto
import CairnLog
import CairnModel
import CairnPostgres
import CairnTestSupport
import CairnVerification
import Testing

@Suite("anchors of an appender")
struct AnchorTests {
    private static func anchors(_ ledger: TestLedger, _ author: Appender) async throws -> [Int64] {
        let rows = try await ledger.database.run(
            "SELECT anchor FROM cairn.submission WHERE author = $1 ORDER BY number",
            [.text("\(author.author)")]
        )
        return try rows.rows.map { try $0.int64(0) }
    }

    /// Three entries of submission 0; 3 registers the first author, whose appender reads a head of 4 entries, and 4 the
    /// second, whose appender reads one of 5.
    @Test func aSubmissionNamesTheHeadThatItsAuthorSawLast() async throws {
        let ledger = try await TestLedger()
        let authors = try await ledger.register(["gateway-a.example", "gateway-b.example"], roles: [.init("image")])
        _ = try await authors[1].append(bodies: (0..<3).map { try TestLedger.body($0) })
        _ = try await authors[0].append(bodies: (3..<5).map { try TestLedger.body($0) })
        _ = try await authors[0].append(bodies: [TestLedger.body(5)])
        _ = try await authors[1].append(bodies: [TestLedger.body(6)])
        #expect(try await Self.anchors(ledger, authors[0]) == [4, 10])
        #expect(try await Self.anchors(ledger, authors[1]) == [5, 8])
        _ = try await ledger.seal()
        #expect(try await ledger.verify().findings == [])
    }

    @Test func anchorsOfOneAuthorNeverGoBackHoweverManySubmissionsAreUnderWay() async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.register(["gateway-a.example"], roles: [.init("image")])[0]
        var queued: [QueuedAppend] = []
        for start in stride(from: 0, to: 24_000, by: 3_000) {
            queued.append(try await author.enqueue((start..<(start + 3_000)).map { try TestLedger.body($0) }))
        }
        try await withThrowingTaskGroup { group in
            for call in queued { group.addTask { _ = try await author.receipts(of: call) } }
            try await group.waitForAll()
        }
        let anchors = try await Self.anchors(ledger, author)
        #expect(anchors == anchors.sorted())
        #expect(try await ledger.seal().size == 24_004)
        #expect(try await ledger.verify().findings == [])
    }

    /// Makes the limits of `cairn.append` small: 8 entries for 131,072, and 64 for 65,536.
    private static func shrink(_ database: TestDatabase) async throws {
        let oid = "'cairn.append(int, bytea, uuid[], bytea[])'::regprocedure"
        let text = try await database.run("SELECT pg_get_functiondef(\(oid))").only().text(0)
        #expect(text.contains("131072") && text.contains("65536"))
        try await database.run(text.replacing("131072", with: "8").replacing("65536", with: "64"))
    }

    @Test func aSubmissionWhoseAnchorIsTooOldIsSignedAgain() async throws {
        let ledger = try await TestLedger()
        let authors = try await ledger.register(["gateway-a.example", "gateway-b.example"], roles: [.init("image")])
        try await Self.shrink(ledger.database)
        _ = try await authors[1].append(bodies: (0..<20).map { try TestLedger.body($0) })
        // The first author saw 4 entries, and there are 25: it reads the head, and signs again.
        let receipt = try await authors[0].append(bodies: [TestLedger.body(20)])[0]
        #expect(receipt.index == 25)
        #expect(try await Self.anchors(ledger, authors[0]) == [25])
        _ = try await ledger.seal()
        #expect(try await ledger.verify().findings == [])
    }

    @Test func anAppenderThatIsAlwaysRefusedTellsItsCallerInTheEnd() async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.register(["gateway-a.example"], roles: [.init("image")])[0]
        let text = "RAISE EXCEPTION 'the anchor is too old' USING ERRCODE = 'CA015'"
        try await ledger.database.run(
            """
            CREATE OR REPLACE FUNCTION cairn.append(
              p_ledger int, p_note bytea, p_event_ids uuid[], p_bodies bytea[],
              OUT first_index bigint, OUT recorded_at bigint, OUT previous bytea, OUT resent boolean
            ) LANGUAGE plpgsql AS $$ BEGIN \(text); END $$
            """
        )
        await #expect { try await author.append(bodies: [TestLedger.body(0)]) } throws: {
            ($0 as? CairnError)?.code == .anchorStale
        }
    }

    @Test(arguments: [
        "UPDATE cairn.entry SET leaf_hash = sha256('other') WHERE idx = 4",
        "WITH d AS (DELETE FROM cairn.submission WHERE first_index = 4) DELETE FROM cairn.entry WHERE idx = 4",
    ])
    func anAppenderStopsWhereTheLedgerHoldsAnotherHistory(change: String) async throws {
        let ledger = try await TestLedger()
        let (told, teller) = AsyncStream.makeStream(of: CairnError.self)
        let authors = try await ledger.register(["gateway-a.example", "gateway-b.example"], roles: [.init("image")]) {
            teller.yield($0)
        }
        try await ledger.tamper(change)
        // The first saw 4 entries, which are still there.
        #expect(try await authors[0].append(bodies: [TestLedger.body(0)]).count == 1)
        await #expect { try await authors[1].append(bodies: [TestLedger.body(1)]) } throws: {
            ($0 as? CairnError)?.code == .forked
        }
        var iterator = told.makeAsyncIterator()
        #expect(await iterator.next()?.code == .forked)
        let size = try await ledger.head().size
        await #expect { try await authors[1].append(bodies: [TestLedger.body(2)]) } throws: {
            ($0 as? CairnError)?.code == .forked
        }
        #expect(try await ledger.head().size == size)
    }

    @Test func anAppenderStopsAtAReceiptThatDoesNotFollowWhatItSaw() async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.register(["gateway-a.example"], roles: [.init("image")])[0]
        _ = try await author.append(bodies: [TestLedger.body(0)])
        try await ledger.database.run(
            """
            CREATE OR REPLACE FUNCTION cairn.append(
              p_ledger int, p_note bytea, p_event_ids uuid[], p_bodies bytea[],
              OUT first_index bigint, OUT recorded_at bigint, OUT previous bytea, OUT resent boolean
            ) LANGUAGE sql AS $$ SELECT 5::bigint, 1::bigint, sha256('other'), false $$
            """
        )
        await #expect { try await author.append(bodies: [TestLedger.body(1)]) } throws: {
            ($0 as? CairnError)?.code == .forked
        }
        await #expect { try await author.append(bodies: [TestLedger.body(2)]) } throws: {
            ($0 as? CairnError)?.code == .forked
        }
    }

    @Test func aReceiptOfAnEntryThatWasThereBeforeIsRefused() async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.register(["gateway-a.example"], roles: [.init("image")])[0]
        try await ledger.database.run(
            """
            CREATE OR REPLACE FUNCTION cairn.append(
              p_ledger int, p_note bytea, p_event_ids uuid[], p_bodies bytea[],
              OUT first_index bigint, OUT recorded_at bigint, OUT previous bytea, OUT resent boolean
            ) LANGUAGE sql AS $$ SELECT 3::bigint, 1::bigint, sha256('other'), false $$
            """
        )
        await #expect { try await author.append(bodies: [TestLedger.body(1)]) } throws: {
            ($0 as? CairnError)?.code == .receipt
        }
    }
}
