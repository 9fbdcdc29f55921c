import CairnAudit
import CairnModel
import Testing

/// Random worlds, asked a question at some places of the record and some times.
struct AskedWorlds {
    /// How many worlds are asked about where each answer has a row for each thing of all.
    static let count = RandomLedger.isExhaustive ? RandomLedger.worlds : 60
    /// How many places and times are asked about where each thing is an answer of its own.
    static let probesForEach = RandomLedger.isExhaustive ? 4 : 1

    /// What somebody knows, and the time that is asked about.
    struct Probe {
        let known: Int
        let then: String
        let seed: UInt64

        var time: Int64 { OracleEvent.seconds(then) ?? .max }
        var place: String { "seed \(seed), known \(known), valid-at \(then)" }
    }

    let ledger: RandomLedger
    let seed: UInt64

    init(seed: UInt64, worlds: Int = AskedWorlds.count) async throws {
        self.seed = seed
        ledger = try await RandomLedger(seed: seed, worlds: worlds)
    }

    /// All of it, a part of what was recorded, and all of it at an earlier time.
    var probes: [Probe] {
        var numbers = SeededNumbers(seed: seed)
        let size = ledger.random.lines.count
        let (most, some) = (size / 2 + numbers.below(size / 2), size / 4 + numbers.below(size / 2))
        return [
            (size, "2027-01-01T00:00:00Z"), (most, "2027-01-01T00:00:00Z"), (some, "2027-01-01T00:00:00Z"),
            (size, RandomWorld.time(20 + numbers.below(80))), (most, RandomWorld.time(30 + numbers.below(60))),
        ]
        .map { Probe(known: $0, then: $1, seed: seed) }
    }

    func rows(_ code: String, _ probe: Probe, _ parameters: [String: String] = [:]) async throws -> [JSONValue] {
        try await ledger.asked.ask(
            code,
            parameters,
            validAt: probe.then,
            knownAtLine: UInt64(probe.known),
            limit: 100_000
        )
        .answer.rows
    }

    /// Holds what was said against what the oracle says of each world, as rows of text; the first world that differs
    /// is told.
    func expect(_ said: [String], _ probe: Probe, wanted: (OracleLedger) -> [String]) {
        var (all, story): (Set<String>, [String]) = ([], [])
        let said = Set(said)
        for (world, own) in ledger.ledgers(known: probe.known, then: probe.then).enumerated() {
            let rows = wanted(own)
            all.formUnion(rows)
            if story.isEmpty && !said.isSuperset(of: rows) {
                story = ledger.random.events[world].map { "\($0.index): \(ledger.random.lines[$0.index])" }
            }
        }
        #expect(!all.isEmpty, "nothing to ask about: \(probe.place)")
        let place = "\(probe.place): \(all.subtracting(said).count) of \(all.count)\n\(story.joined(separator: "\n"))"
        #expect(all.subtracting(said).sorted().prefix(8) == [], "the oracle alone: \(place)")
        #expect(said.subtracting(all).sorted().prefix(8) == [], "the question alone: \(probe.place)")
    }
}
