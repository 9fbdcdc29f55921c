import Cairn
import CairnCrypto
import CairnModel
import CairnPostgres
import CairnTestSupport
import Testing

/// After a start, a promotion or a restored backup, appends wait for the sealer.
@Suite("vouching: ledger.unvouched, ledger.stopped, vouch.refused")
struct VouchingTests {
    /// What the row says once the server was started again.
    private static func restart(_ ledger: TestLedger) async throws {
        try await ledger.database.run("UPDATE cairn.gate SET started = started - interval '1 microsecond'")
    }

    private static func isVouched(_ ledger: TestLedger) async throws -> Bool {
        try await ledger.read { try await $0.standing() }.isVouched
    }

    private static func appender(
        _ ledger: TestLedger,
        patience: Duration,
        tell: (@Sendable (CairnError) -> Void)? = nil
    ) async throws -> Appender {
        let author = try await ledger.author("gateway-a.example", roles: [.init("image")])
        return try await Appender(
            database: ledger.database.address,
            origin: ledger.origin,
            author: author.key,
            key: Ed25519PrivateKey(seed: author.seed),
            patience: patience,
            tell: tell
        )
    }

    @Test func anAppendWaitsUntilTheSealerHasLookedAndSaysSo() async throws {
        let ledger = try await TestLedger()
        let (told, teller) = AsyncStream.makeStream(of: CairnError.self)
        let appender = try await Self.appender(ledger, patience: .seconds(600)) { teller.yield($0) }
        try await Self.restart(ledger)
        #expect(try await Self.isVouched(ledger) == false)
        try await withThrowingTaskGroup { group in
            group.addTask {
                let receipts = try await appender.append(bodies: [TestLedger.body(0)])
                #expect(receipts.map(\.index) == [4])
            }
            var iterator = told.makeAsyncIterator()
            let said = try #require(await iterator.next())
            #expect(said.code == .unvouched)
            #expect(said.message.contains("cairn seal"))
            #expect(try await ledger.seal().size == 4)
            try await group.waitForAll()
        }
        #expect(try await Self.isVouched(ledger))
        await appender.close()
    }

    @Test func anAppenderThatWaitedLongEnoughTellsItsCallerAndGoesOnLater() async throws {
        let ledger = try await TestLedger()
        let appender = try await Self.appender(ledger, patience: .zero) { _ in }
        try await Self.restart(ledger)
        let body = try TestLedger.body(0)
        await #expect { try await appender.append(bodies: [body]) } throws: { ($0 as? CairnError)?.code == .unvouched }
        await #expect { try await ledger.read { try await $0.requireOpen() } } throws: {
            ($0 as? CairnError)?.code == .unvouched
        }
        _ = try await ledger.seal()
        #expect(try await appender.append(bodies: [body]).map(\.index) == [4])
        await appender.close()
    }

    @Test func anotherDatabaseOfTheSameServerIsNotVouchedFor() async throws {
        let ledger = try await TestLedger()
        try await ledger.database.run("UPDATE cairn.gate SET place = replace(place, '/', '1/')")
        #expect(try await Self.isVouched(ledger) == false)
        _ = try await ledger.seal()
        #expect(try await Self.isVouched(ledger))
    }

    @Test func entriesThatContradictWhatWasSignedStopAppends() async throws {
        let ledger = try await TestLedger()
        let appender = try await Self.appender(ledger, patience: .zero) { _ in }
        _ = try await appender.append(bodies: (0..<3).map { try TestLedger.body($0) })
        _ = try await ledger.seal()
        try ledger.forgetSnapshot()
        try await ledger.tamper("UPDATE cairn.entry SET body = set_byte(body, 100, 65) WHERE idx = 5")
        await #expect { try await ledger.seal() } throws: { ($0 as? CairnError)?.code == .inconsistent }
        for _ in 0..<2 {
            await #expect { try await appender.append(bodies: [TestLedger.body(7)]) } throws: {
                let error = $0 as? CairnError
                return error?.code == .stopped && error?.message.contains("entry.leaf-hash") == true
            }
            // One that finds the same doesn't let them go on.
            await #expect { try await ledger.seal() } throws: { ($0 as? CairnError)?.code == .inconsistent }
        }
        await appender.close()
    }

    @Test(arguments: ["off", "local"])
    func anAppenderWaitsForTheDiskWhateverTheDatabaseHasSet(setting: String) async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.author("gateway-a.example", roles: [.init("image")])
        try await ledger.database.run(
            """
            CREATE FUNCTION trap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              IF current_setting('synchronous_commit') <> 'on' THEN RAISE EXCEPTION 'trap'; END IF;
              RETURN NEW;
            END $$
            """
        )
        try await ledger.database.run(
            "CREATE TRIGGER trap BEFORE INSERT ON cairn.submission FOR EACH ROW EXECUTE FUNCTION trap()"
        )
        try await ledger.database.run(
            "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = \(setting)', current_database()); END $$"
        )
        let appender = try await Appender(
            database: ledger.database.address,
            origin: ledger.origin,
            author: author.key,
            key: Ed25519PrivateKey(seed: author.seed)
        )
        #expect(try await appender.append(bodies: [TestLedger.body(0)]).map(\.index) == [4])
        await appender.close()
    }

    @Test func whatAServerMayLoseIsNamed() {
        func code(flushes: Bool = true, pages: Bool = true, replicas: Int64 = 0, waits: Bool = false) -> String? {
            let durability = Durability(
                flushes: flushes,
                writesFullPages: pages,
                hasChecksums: true,
                walLevel: "replica",
                replicas: replicas,
                isSynchronous: waits
            )
            do { try durability.require() } catch { return error.code.rawValue }
            return nil
        }
        #expect(code() == nil)
        #expect(code(replicas: 1, waits: true) == nil)
        #expect(code(replicas: 1) == "durability.asynchronous")
        #expect(code(flushes: false) == "durability.off")
        #expect(code(pages: false) == "durability.off")
    }

    @Test func aNewLedgerIsVouchedForWhereItIsMade() async throws {
        let ledger = try await TestLedger()
        let standing = try await ledger.read { try await $0.standing() }
        #expect(standing.isVouched)
        #expect(standing.stopped == nil)
        let row = try await ledger.database.run(
            """
            SELECT g.started = h.started AND g.system_identifier = h.system_identifier AND g.timeline = h.timeline
              AND g.database = h.database AND g.place = h.place AND g.size = 0
            FROM cairn.gate g, cairn.here() h
            """
        )
        #expect(try row.only().bool(0))
    }
}
