import CairnCrypto
import CairnLog
import CairnModel
import CairnTestSupport
import CairnVerification
import Testing

@testable import Cairn

@Suite("tiles of a database")
struct DatabaseTilesTests {
    /// 5 entries are sealed first, so that chunks of 4,096 end at 5 + 4,096 n.
    ///
    /// With 65,560 entries the last chunk starts at
    /// 61,445 and completes tiles 240 to 255 of level 0 and tile 0 of level 1; the redaction that ends it names entry 10.
    @Test func aRedactionIsJudgedThoughTheTilesAboveItsEntryAreNotStoredYet() async throws {
        let ledger = try await TestLedger()
        let gateway = try await ledger.register(["gateway-a.example"], roles: [.init("image")])[0]
        let redactor = try await ledger.register(["redactor.example"], roles: [.redaction])[0]
        _ = try await ledger.seal()
        var next = 0
        while next < 65_554 {
            let end = min(next + 10_000, 65_554)
            _ = try await gateway.append(bodies: (next..<end).map { try TestLedger.body($0) })
            next = end
        }
        let events = try await ledger.read { try await $0.entries(from: 10, below: 11) }
        let event = try RedactionRecorded(
            index: 10,
            bodyHash: #require(events.first).entry.bodyHash,
            redactedType: ImageRejected.type,
            reason: ReasonCode("test")
        )
        #expect(try await redactor.append(event, source: "urn:test", time: TestLedger.time).index == 65_559)
        #expect(try await ledger.seal().redacted == [10])
        #expect(try await ledger.verify().findings == [])
        let coordinate = try #require(TileCoordinate(level: 1, index: 0, width: 256))
        let kept = try await ledger.read { try await $0.source.tile(coordinate) }
        #expect(try await ledger.read { try await $0.source.hashes(of: coordinate) } == kept)
        // A root that is not kept is made of the entries; where more are missing than a chunk makes, it is a finding.
        try await ledger.tamper("DELETE FROM cairn.tile WHERE level = 0 AND idx >= 240")
        #expect(try await ledger.read { try await $0.source.hashes(of: coordinate) } == kept)
        try await ledger.tamper("DELETE FROM cairn.tile WHERE level = 0 AND idx >= 239")
        await #expect { try await ledger.read { try await $0.source.hashes(of: coordinate) } } throws: {
            ($0 as? Finding)?.code == .tile
        }
    }
}
