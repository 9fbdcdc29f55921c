import CairnCrypto
import CairnModel
import Testing

@testable import Cairn

@Suite("ReceiptChain")
struct ReceiptChainTests {
    private func link(_ first: UInt64, _ count: UInt64, before: UInt8, last: UInt8) throws -> ReceiptChain.Link {
        .init(first: first, count: count, before: SHA256.hash([before]), last: SHA256.hash([last]))
    }

    @Test func receiptsMayComeOutOfOrderAndTwice() throws {
        var chain = ReceiptChain()
        try chain.accept(link(10, 5, before: 1, last: 2))
        try chain.accept(link(20, 1, before: 4, last: 5))
        try chain.accept(link(15, 5, before: 2, last: 4))
        #expect(throws: Never.self) { try chain.accept(link(10, 5, before: 1, last: 2)) }
    }

    @Test func aReceiptThatCannotBeTrueIsRefused() throws {
        for (first, count, before, last): (UInt64, UInt64, UInt8, UInt8) in [
            (15, 2, 9, 3), (8, 2, 0, 9), (12, 1, 1, 2), (9, 2, 0, 1), (10, 5, 1, 3), (8, 10, 1, 2),
        ] {
            var chain = ReceiptChain()
            try chain.accept(link(10, 5, before: 1, last: 2))
            #expect { try chain.accept(link(first, count, before: before, last: last)) } throws: {
                ($0 as? CairnError)?.code == .forked
            }
        }
    }

    @Test func aHeadThatIsNotTheOneThatWasSeenIsRefused() throws {
        var chain = ReceiptChain()
        try chain.accept(link(10, 5, before: 1, last: 2))
        try chain.see(Anchor(size: 10, leafHash: SHA256.hash([1])))
        try chain.see(Anchor(size: 15, leafHash: SHA256.hash([2])))
        try chain.see(Anchor(size: 20, leafHash: SHA256.hash([7])))
        for (size, hash): (UInt64, UInt8) in [(10, 2), (15, 1), (20, 8)] {
            #expect { try chain.see(Anchor(size: size, leafHash: SHA256.hash([hash]))) } throws: {
                ($0 as? CairnError)?.code == .forked
            }
        }
        #expect { try chain.accept(link(20, 1, before: 6, last: 9)) } throws: {
            ($0 as? CairnError)?.code == .forked
        }
        #expect(throws: Never.self) { try chain.accept(link(20, 1, before: 7, last: 9)) }
    }
}
