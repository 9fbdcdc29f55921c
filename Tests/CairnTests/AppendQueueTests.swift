import CairnModel
import Testing

@testable import Cairn

@Suite("AppendQueue")
struct AppendQueueTests {
    private func call(_ number: Int, _ bodies: [Body]) throws -> AppendCall {
        try AppendCall(number: number, bodies: bodies)
    }

    @Test func callsAreTakenTogetherUpToTheLimitsOfASubmission() throws {
        let body = try TestLedger.body(0)
        var queue = AppendQueue()
        for number in 0..<3 { queue.add(try call(number, (0..<4_000).map { try TestLedger.body($0) })) }
        #expect(queue.take().map(\.number) == [0, 1])
        #expect(queue.take().map(\.number) == [2])
        #expect(queue.isEmpty)
        queue.add(try call(3, [body]))
        queue.add(try call(4, [body]))
        #expect(queue.take().map(\.number) == [3])
        #expect(queue.take().map(\.number) == [4])
    }

    @Test func aCallThatWouldBeTooMuchAtOnceWaits() throws {
        var queue = AppendQueue()
        for number in 0..<3 { queue.add(try call(number, (0..<4_000).map { try TestLedger.body($0) })) }
        #expect(queue.nextCount == 4_000)
        #expect(queue.take(3_999).isEmpty)
        #expect(queue.take(7_999).map(\.number) == [0])
        #expect(queue.take(8_000).map(\.number) == [1, 2])
        #expect(queue.nextCount == 0)
    }

    @Test func whatIsPutBackComesFirst() throws {
        var queue = AppendQueue()
        for number in 0..<3 { queue.add(try call(number, [TestLedger.body(number)])) }
        let taken = queue.take()
        queue.add(try call(3, [TestLedger.body(3)]))
        queue.putBack([taken[2], taken[0]])
        #expect(queue.take().map(\.number) == [0, 2, 3])
    }

    @Test func aFullQueueHasRoomForOneCallOnlyWhenItIsEmpty() throws {
        var queue = AppendQueue()
        #expect(queue.hasRoom(for: 100 << 20))
        queue.add(try call(0, [TestLedger.body(0)]))
        #expect(queue.hasRoom(for: 1 << 20))
        #expect(!queue.hasRoom(for: 64 << 20))
        _ = queue.take()
        #expect(queue.hasRoom(for: 64 << 20))
    }
}
