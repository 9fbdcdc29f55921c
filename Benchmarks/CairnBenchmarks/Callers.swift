import ArgumentParser
import Cairn
import CairnModel
import Glibc

/// Callers in one process that append one event after another, each waiting until its own is durable.
struct Callers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Callers that append one event at a time.")
    @OptionGroup var target: Target
    @Option(help: "How many callers there are.")
    var callers = 32
    @Option(help: "How many seconds they go on.")
    var seconds = 5
    @Option(help: "What they append: a type that nobody knows, or Cairn's own.")
    var events = SampleEvent.unknown

    private struct Answer: Encodable {
        let events: Int
        let seconds: Double
        let latency: Latencies
        /// CPU seconds of this process, and its peak of memory in bytes.
        let cpu: Double
        let peak: Int
    }

    func run() async throws {
        let appender = try await target.appender()
        let begun = ContinuousClock.now
        let end = begun + .seconds(seconds)
        let durations = try await withThrowingTaskGroup(of: [Duration].self) { group in
            for caller in 0..<callers {
                group.addTask {
                    var durations: [Duration] = []
                    while ContinuousClock.now < end {
                        let body = try self.events.body(caller * 1_000_000 + durations.count)
                        let sent = ContinuousClock.now
                        _ = try await appender.append(bodies: [body])
                        durations.append(ContinuousClock.now - sent)
                    }
                    return durations
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let took = (ContinuousClock.now - begun) / .seconds(1)
        await appender.close()
        let (cpu, peak) = Callers.usage()
        try Answer(events: durations.count, seconds: took, latency: Latencies(durations), cpu: cpu, peak: peak).write()
    }

    private static func usage() -> (cpu: Double, peak: Int) {
        var usage = rusage()
        _ = unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let seconds = [usage.ru_utime, usage.ru_stime].map { Double($0.tv_sec) + Double($0.tv_usec) / 1e6 }
        return (seconds.reduce(0, +), usage.ru_maxrss * 1_024)
    }
}
