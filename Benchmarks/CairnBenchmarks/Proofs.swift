import ArgumentParser
import Cairn
import CairnLog
import CairnModel
import CairnPostgres

/// Inclusion proofs of entries all over the ledger, and consistency proofs from sizes all over it, each checked.
struct Proofs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "How long proofs take.")
    @OptionGroup var target: Target
    @Option(help: "How many of each are made.")
    var proofs = 200

    private struct Answer: Encodable {
        let entries: UInt64
        let inclusion: Latencies
        let consistency: Latencies
    }

    func run() async throws {
        let reader = try await LedgerReader(database: DatabaseAddress(target.database), origin: Origin(target.origin))
        defer { reader.close() }
        let size = try await reader.checkpoint()?.checkpoint.size ?? 0
        var inclusion: [Duration] = []
        var consistency: [Duration] = []
        for number in 0..<UInt64(proofs) {
            let index = number &* 2_654_435_761 % size
            var begun = ContinuousClock.now
            _ = try await reader.inclusionProof(of: index, size: size)
            inclusion.append(ContinuousClock.now - begun)
            begun = ContinuousClock.now
            _ = try await reader.consistencyProof(from: index + 1, to: size)
            consistency.append(ContinuousClock.now - begun)
        }
        try Answer(entries: size, inclusion: Latencies(inclusion), consistency: Latencies(consistency)).write()
    }
}
