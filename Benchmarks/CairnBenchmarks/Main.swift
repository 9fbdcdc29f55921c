import ArgumentParser
import Cairn
import CairnModel
import CairnPostgres
import Foundation

/// What must be measured from inside a process: callers of one appender, the way to a checkpoint, proofs.
@main
struct Main: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "CairnBenchmarks",
        abstract: "Measurements from inside a process, each a line of JSON; make bench calls it.",
        subcommands: [Callers.self, Lag.self, Proofs.self]
    )
}

/// The ledger that is measured.
struct Target: ParsableArguments {
    @Option(help: "A libpq connection string.")
    var database: String
    @Option(help: "The ledger.")
    var origin: String
    @Option(help: "The author's private key, with its verifier key beside it.")
    var key: String

    func appender() async throws -> Appender {
        let file = SigningKeyFile(key)
        return try await Appender(
            database: DatabaseAddress(database),
            origin: Origin(origin),
            author: file.verifierKey(),
            key: file.privateKey(passphrase: nil)
        )
    }
}

/// Durations, in milliseconds, as they are told.
struct Latencies: Encodable {
    let count: Int
    let median: Double
    let p99: Double
    let most: Double

    init(_ durations: [Duration]) {
        let sorted = durations.map { $0 / .milliseconds(1) }.sorted()
        func at(_ part: Double) -> Double {
            sorted.isEmpty
                ? 0 : (sorted[min(sorted.count - 1, Int(part * Double(sorted.count)))] * 1_000).rounded() / 1_000
        }
        count = sorted.count
        median = at(0.5)
        p99 = at(0.99)
        most = at(1)
    }
}

extension Encodable {
    /// Writes the value as one line.
    func write() throws {
        print(String(decoding: try JSONEncoder().encode(self), as: UTF8.self))
    }
}
