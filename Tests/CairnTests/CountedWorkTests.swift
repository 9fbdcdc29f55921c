import Cairn
import CairnCrypto
import CairnModel
import CairnVerification
import Synchronization
import Testing

/// What work costs, counted: a regression fails here without a clock.
///
/// Debug builds only.
@Suite("counted work")
struct CountedWorkTests {
    #if DEBUG
        private static func count<Value>(_ work: () async throws -> Value) async throws -> (
            Value, [WorkCount.Kind: Int]
        ) {
            let counts = Mutex<[WorkCount.Kind: Int]>([:])
            let value = try await WorkCount.$counter.withValue({ kind, count in
                counts.withLock { $0[kind, default: 0] += count }
            }) {
                try await work()
            }
            return (value, counts.withLock { $0 })
        }

        private static func ledger() async throws -> (TestLedger, Appender) {
            let ledger = try await TestLedger()
            return (ledger, try await ledger.register(["gateway-a.example"], roles: [.init("image")])[0])
        }

        /// Of n bodies in a submission: n body hashes, n − 1 nodes over them, n leaf hashes; the note, the statement, the id of its key.
        @Test(arguments: [1, 2, 100, 1_000])
        func anAppendIsOneStatementOneSignatureAndTwoHashesABodyWithItsNode(count: Int) async throws {
            let (_, author) = try await CountedWorkTests.ledger()
            let bodies = try (0..<count).map { try TestLedger.body($0) }
            let (receipts, work) = try await CountedWorkTests.count { try await author.append(bodies: bodies) }
            #expect(receipts.count == count)
            // One that takes long is followed by a look after seals, at most once a second.
            #expect((1...2).contains(work[.statement, default: 0]))
            #expect(work[.signature, default: 0] == 1)
            #expect(work[.verification, default: 0] == 0)
            #expect(work[.hash, default: 0] == 3 * count - 1 + 3)
            let overhead =
                work[.parameterByte, default: 0] - bodies.reduce(0) { $0 + $1.bytes.count } - count * (4 + 4 + 16)
            #expect((300..<700).contains(overhead))
        }

        /// Statements of a seal: what is asked at its start and end, and three for each chunk of at most 4,096 entries.
        ///
        /// A sealer that starts verifies the state file as it reads it, then the database's checkpoint and the state file's against the tree.
        @Test func aSealCostsTheSameStatementsForOneEntryAsForThousands() async throws {
            var statements: [Int] = []
            for count in [1, 4_000] {
                let (ledger, author) = try await CountedWorkTests.ledger()
                _ = try await ledger.seal()
                _ = try await author.append(bodies: (0..<count).map { try TestLedger.body($0) })
                let (report, work) = try await CountedWorkTests.count { try await ledger.seal() }
                #expect(report.newEntries == UInt64(count))
                #expect(work[.signature, default: 0] == 1)
                // Those three, and the submission.
                #expect(work[.verification, default: 0] == 3 + 1)
                statements.append(work[.statement, default: 0])
            }
            // A full tile is stored with a statement of its own.
            #expect(statements[1] - statements[0] <= 1)
            #expect(statements[0] <= 16)
        }

        /// A seal of a redaction has seven statements more than one of another event: the redacted entry is read with a
        /// `COPY`, its note and the leaf hash before it; the transaction begins and commits; the body is read for its type,
        /// and taken away.
        @Test func aRedactionCostsASealSevenStatements() async throws {
            let (ledger, author) = try await CountedWorkTests.ledger()
            let redactor = try await ledger.register(["redactor.example"], roles: [.redaction])[0]
            let index = try await author.append(bodies: [TestLedger.body(0)])[0].index
            _ = try await ledger.seal()
            _ = try await author.append(bodies: [TestLedger.body(1)])
            let (_, plain) = try await CountedWorkTests.count { try await ledger.seal() }
            let event = try await ledger.redaction(of: index)
            _ = try await redactor.append(event, source: "urn:test", time: TestLedger.time)
            let (report, work) = try await CountedWorkTests.count { try await ledger.seal() }
            #expect(report.redacted == [index])
            #expect(work[.statement, default: 0] - plain[.statement, default: 0] == 7)
        }

        /// Of n entries: n leaf hashes, n body hashes, the nodes over both.
        @Test func verificationHashesEachEntryTwiceAndVerifiesEachSubmissionOnce() async throws {
            let (ledger, author) = try await CountedWorkTests.ledger()
            for first in [0, 1_000, 2_000] {
                _ = try await author.append(bodies: (first..<(first + 1_000)).map { try TestLedger.body($0) })
            }
            _ = try await ledger.seal()
            let (verdict, work) = try await CountedWorkTests.count { try await ledger.verify() }
            #expect(verdict.entries == 3_004)
            // Three submissions, that of the genesis, that of the key, and the checkpoint.
            #expect(work[.verification, default: 0] == 6)
            #expect(work[.signature, default: 0] == 0)
            #expect((4 * 3_004 - 20..<4 * 3_004 + 60).contains(work[.hash, default: 0]))
            #expect(work[.statement, default: 0] <= 12)
        }

        /// A statement for each tile on the way, and two for the ledger: they grow by one where a ledger grows 256-fold.
        @Test func proofsReadAFewTilesHoweverManyEntriesThereAre() async throws {
            var statements: [Int] = []
            for count in [300, 3_000] {
                let (ledger, author) = try await CountedWorkTests.ledger()
                _ = try await author.append(bodies: (0..<count).map { try TestLedger.body($0) })
                let size = try await ledger.seal().size
                let (_, work) = try await CountedWorkTests.count { try await ledger.proofs(of: 10, size: size) }
                statements.append(work[.statement, default: 0])
            }
            #expect(statements == [5, 7])
        }
    #endif
}
