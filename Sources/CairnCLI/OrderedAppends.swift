import Cairn
import CairnModel

/// Appends batches in their order, several under way at once, and hands out their receipts in the same order.
struct OrderedAppends {
    private static let most = 6

    let appender: Appender

    /// Appends until there are no more batches.
    ///
    /// - Parameters:
    ///   - isReady: Whether the next batch can be had without waiting for whoever makes it: else receipts come first.
    ///   - next: The next batch; an empty one at the end.
    ///   - handle: Called with the receipts of each batch.
    /// - Throws: What the appender throws; what `next` throws, once everything before it has its receipts.
    func run(
        isReady: () -> Bool,
        next: () throws -> [Body],
        handle: ([Receipt]) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: (Int, [Receipt]).self) { group in
            var begun = 0
            var handled = 0
            var answered: [Int: [Receipt]] = [:]
            var end: Result<Void, any Error>?
            while true {
                while let receipts = answered.removeValue(forKey: handled) {
                    handled += 1
                    try await handle(receipts)
                }
                while end == nil, begun - handled < OrderedAppends.most, begun == handled || isReady() {
                    do {
                        let batch = try next()
                        guard !batch.isEmpty else {
                            end = .success(())
                            break
                        }
                        let queued = try await appender.enqueue(batch)
                        group.addTask { [number = begun] in (number, try await appender.receipts(of: queued)) }
                        begun += 1
                    } catch {
                        end = .failure(error)
                    }
                }
                guard let (number, receipts) = try await group.next() else { break }
                answered[number] = receipts
            }
            try end?.get()
        }
    }
}
