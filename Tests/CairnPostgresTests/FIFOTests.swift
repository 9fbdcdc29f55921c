import Testing

@testable import CairnPostgres

@Suite("FIFO")
struct FIFOTests {
    @Test func whatWentInFirstComesOutFirst() {
        var queue = FIFO<Int>()
        var next = 0
        var taken: [Int] = []
        for round in 0..<5_000 {
            for _ in 0..<(round % 3 + 1) {
                queue.append(next)
                next += 1
            }
            if let first = queue.popFirst() { taken.append(first) }
        }
        queue.updateFirst { $0 += 1_000_000 }
        #expect(queue.first == 1_000_000 + taken.count)
        queue.updateFirst { $0 -= 1_000_000 }
        while let first = queue.popFirst() { taken.append(first) }
        #expect(taken == Array(0..<next))
        #expect(queue.isEmpty)
        #expect(queue.popFirst() == nil)
    }
}
