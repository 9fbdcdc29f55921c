import Cairn
import CairnCrypto
import CairnLog
import CairnModel
import CairnPostgres
import CairnTestSupport
import Testing

/// The database's clock ran ahead: what it wrote is not accepted, nor signed.
@Suite("clocks: clock.ahead, clock.behind")
struct ClockTests {
    private static func now(_ seconds: Int64) -> @Sendable () -> Timestamp {
        { Timestamp(microseconds: Timestamp.now().microseconds + seconds * 1_000_000) ?? .now() }
    }

    @Test func anAppenderAcceptsNoReceiptFromTheFuture() async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.author("gateway-a.example", roles: [.init("image")])
        let body = try TestLedger.body(0)
        for seconds: Int64 in [-3_600, -3_600, -50, 0] {
            let appender = try await Appender(
                database: ledger.database.address,
                origin: ledger.origin,
                author: author.key,
                key: Ed25519PrivateKey(seed: author.seed),
                now: Self.now(seconds)
            )
            if seconds == -3_600 {
                await #expect { try await appender.append(bodies: [body]) } throws: {
                    let error = $0 as? CairnError
                    return error?.code == .clockAhead && error?.message.contains("entry 4") == true
                }
            } else {
                #expect(try await appender.append(bodies: [body]).map(\.index) == [4])
            }
            await appender.close()
        }
    }

    @Test func aSealerSignsNothingFromTheFuture() async throws {
        let ledger = try await TestLedger()
        let early = try await ledger.sealer(now: Self.now(-3_600))
        await #expect { try await early.seal() } throws: { ($0 as? CairnError)?.code == .clockAhead }
        await early.close()
        #expect(try await ledger.read { try await $0.checkpoint()?.checkpoint.size } == nil)
        let late = try await ledger.sealer(now: Self.now(-50))
        #expect(try await late.seal().size == 3)
        await late.close()
    }

    @Test func nothingIsBroughtBackWithATimeThatIsYetToCome() async throws {
        let ledger = try await TestLedger()
        try await ledger.database.run("SELECT cairn.stop(1, 'for a test')")
        let note = try await ledger.database.run("SELECT note FROM cairn.submission").only().bytes(0)
        for (time, code) in [("9000000000000000", "CA004"), ("2000000000000000000", "CA004")] {
            await #expect {
                try await ledger.database.run(
                    "SELECT cairn.restore(1, 3, \(time), $1, ARRAY[gen_random_uuid()], ARRAY['{}'::bytea], ARRAY[NULL::bytea])",
                    [.bytes(note)]
                )
            } throws: { ($0 as? PostgresError)?.code.rawValue == code }
        }
        #expect(try await ledger.head().size == 3)
    }

    @Test func theOffsetOfTheDatabasesClockIsTold() async throws {
        let ledger = try await TestLedger()
        #expect(try await ledger.read { abs(try await $0.clockOffset()) } < 60_000_000)
    }
}
