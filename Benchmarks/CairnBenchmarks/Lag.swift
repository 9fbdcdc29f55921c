import ArgumentParser
import Cairn
import CairnModel

/// From the moment an event is durable to the moment it is under a signed checkpoint, while a sealer runs.
struct Lag: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "How long an event waits for its seal.")
    @OptionGroup var target: Target
    @Option(help: "How many events are appended, one after another.")
    var events = 20

    func run() async throws {
        let appender = try await target.appender()
        var durations: [Duration] = []
        for number in 0..<events {
            let receipts = try await appender.append(bodies: [SampleEvent.unknown.body(number)])
            let durable = ContinuousClock.now
            for receipt in receipts { _ = try await appender.sealed(receipt) }
            durations.append(ContinuousClock.now - durable)
        }
        await appender.close()
        try Latencies(durations).write()
    }
}
