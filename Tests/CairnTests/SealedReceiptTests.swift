import Cairn
import CairnCrypto
import CairnLog
import CairnModel
import CairnPostgres
import CairnTestSupport
import Testing

/// What was acknowledged is under the checkpoint that the ledger key signed, or the author is told.
@Suite("receipts under checkpoints: receipt.missing, receipt.mismatch")
struct SealedReceiptTests {
    private static func appender(
        _ ledger: TestLedger,
        _ author: (seed: [UInt8], key: VerifierKey),
        as login: RoleLogin,
        ledgerKey: VerifierKey
    ) async throws -> Appender {
        try await Appender(
            database: login.address,
            origin: ledger.origin,
            author: author.key,
            key: Ed25519PrivateKey(seed: author.seed),
            ledgerKey: ledgerKey
        )
    }

    @Test func aSealedEventIsProvenByItsAuthorAlone() async throws {
        let ledger = try await TestLedger()
        try await RoleLogin.with([.appender], in: ledger.database) { login in
            let author = try await ledger.author("gateway-a.example", roles: [.init("image")])
            try await LedgerCreation.bind(author.key, to: login.name, of: ledger.origin, in: ledger.database.address)
            let appender = try await Self.appender(ledger, author, as: login, ledgerKey: ledger.ledgerKey)
            let receipts = try await appender.append(bodies: (0..<600).map { try TestLedger.body($0) })
            #expect(try await ledger.seal().size == 604)
            for place in [0, 251, 252, 300, 599] {
                #expect(try await appender.sealed(receipts[place]).size == 604)
            }
            await appender.close()
            let other = VerifierKey(name: ledger.origin.keyName, publicKey: try Ed25519PrivateKey().publicKey)
            let doubting = try await Self.appender(ledger, author, as: login, ledgerKey: other)
            await #expect { try await doubting.sealed(receipts[0]) } throws: { ($0 as? CairnError)?.code == .receipt }
            await doubting.close()
        }
    }

    /// An insider deletes what was acknowledged, and somebody else's event gets its place.
    @Test func whatWasTakenAwayBeforeTheSealIsMissed() async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.author("gateway-a.example", roles: [.init("image")])
        let other = try await ledger.register(["gateway-b.example"], roles: [.init("image")])[0]
        try await RoleLogin.with([.appender], in: ledger.database) { login in
            try await LedgerCreation.bind(author.key, to: login.name, of: ledger.origin, in: ledger.database.address)
            let appender = try await Self.appender(ledger, author, as: login, ledgerKey: ledger.ledgerKey)
            let receipt = try await appender.append(bodies: [TestLedger.body(0)])[0]
            #expect(receipt.index == 5)
            try await ledger.tamper("DELETE FROM cairn.entry WHERE idx = 5")
            try await ledger.tamper("DELETE FROM cairn.submission WHERE first_index = 5")
            #expect(try await other.append(bodies: [TestLedger.body(1)])[0].index == 5)
            _ = try await ledger.seal()
            await #expect { try await appender.sealed(receipt) } throws: {
                let error = $0 as? CairnError
                return error?.code == .receiptMissing && error?.message.contains("append the event again") == true
            }
            await appender.close()
        }
    }
}
