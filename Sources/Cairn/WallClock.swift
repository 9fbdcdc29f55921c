public import CairnModel
import Glibc

extension Timestamp {
    /// The time on this machine's clock; where that shows a year beyond 9999, the last time that can be written.
    public static func now() -> Timestamp {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
        let microseconds = Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
        guard let now = Timestamp(microseconds: min(max(microseconds, earliest), latest)) else {
            preconditionFailure("between the first and the last time, every one can be written")
        }
        return now
    }

    /// How far the ledger's clock may be ahead of another one: 60 s, in microseconds.
    static let mostAhead: Int64 = 60_000_000

    /// Fails where this time, which the database recorded, is more than 60 s ahead of a clock.
    ///
    /// - Throws: ``CairnError`` with code `clock.ahead`.
    func requireNotAhead(of now: Timestamp, entry index: UInt64) throws(CairnError) {
        let ahead = microseconds - now.microseconds
        guard ahead > Timestamp.mostAhead else { return }
        throw CairnError(
            .clockAhead,
            "entry \(index) says that it was recorded at \(self), \(ahead / 1_000_000) s ahead of the clock here, which shows \(now): "
                + "set right whichever of the clocks is wrong, the database server's or this machine's; it is not sealed as long as "
                + "that is so"
        )
    }
}

extension LedgerReader {
    /// Fails where the last entry's time, which is the highest, is more than 60 s ahead of a clock: nothing is sealed then,
    /// and nothing appended.
    ///
    /// - Throws: ``CairnError`` with code `clock.ahead`, or the database's error.
    public func requireNoTimeAhead(of now: Timestamp) async throws {
        let size = try await size()
        let last = try await entries(from: max(size, 1) - 1, below: size).first?.entry
        try last?.recordedAt.requireNotAhead(of: now, entry: size - 1)
    }
}
