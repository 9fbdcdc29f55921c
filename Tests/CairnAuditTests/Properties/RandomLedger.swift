import CairnAudit
import CairnModel
import CairnPostgres
import CairnTestSupport
import Foundation
import Testing

/// Random worlds in a real ledger, sealed and projected, and the oracle beside it.
struct RandomLedger {
    /// How many worlds a ledger holds; each has about ten histories.
    static let worlds = 250
    /// Whether everything is asked for: a hundred thousand histories, or all of the seed's.
    static let isExhaustive = ProcessInfo.processInfo.environment["CAIRN_EXHAUSTIVE"] == "1"
    /// The ledgers that are made.
    static let seeds: [UInt64] = {
        let environment = ProcessInfo.processInfo.environment
        if let seed = environment["CAIRN_SEED"].flatMap({ UInt64($0) }) { return [seed] }
        return Array(1...(isExhaustive ? 40 : 1))
    }()

    static let terms = OracleTerms(Term.all.map { ($0.id, $0.broader) })

    let random: RandomWorlds
    let asked: AskedLedger

    init(seed: UInt64, worlds: Int = RandomLedger.worlds) async throws {
        random = RandomWorlds(seed: seed, count: worlds)
        asked = try await AskedLedger(random.lines.joined(separator: "\n"))
        // When it was recorded is the database's clock, and no world's: the worlds say when.
        let consents = random.events.joined().filter { $0.family == "consent" }
        let pairs = consents.map { "(\(asked.first + UInt64($0.index)), to_timestamp(\($0.recorded)))" }
        try await asked.database.run(
            """
            UPDATE cairn_projection_1.consent c SET recorded_at = v.at
            FROM (VALUES \(pairs.joined(separator: ", "))) AS v (idx, at) WHERE c.idx = v.idx
            """
        )
    }

    /// The texts that a statement returns, to somebody who knows so many lines and asks about a time.
    func texts(_ sql: String, known: Int, then: String) async throws -> [String] {
        let connection = try await Connection.connect(asked.database.address)
        defer { connection.close() }
        let known = asked.first + UInt64(known)
        return try await connection.withTransaction(.repeatableRead, isReadOnly: true) { connection in
            for setting in ["search_path = cairn_projection_1, pg_catalog, pg_temp", "TimeZone = 'UTC'", "jit = off"] {
                try await connection.query(Statement(name: "", sql: "SET LOCAL \(setting)"))
            }
            let times = "SELECT set_config('cairn.known', $1, true), set_config('cairn.then', $2, true)"
            try await connection.query(Statement(name: "", sql: times), [.text("\(known)"), .text(then)])
            let corrected = """
                SELECT set_config('cairn.corrected', coalesce(array_agg(target), '{}')::text, true) FROM corrected
                """
            try await connection.query(Statement(name: "", sql: corrected))
            return try await connection.query(Statement(name: "", sql: sql)).rows.map { try $0.text(0) }
        }
    }

    /// Each world, as somebody sees it who knows so many lines and asks about a time.
    func ledgers(known: Int, then: String) -> [OracleLedger] {
        let then = OracleEvent.seconds(then) ?? .max
        return random.worlds.indices.map { random.ledger($0, known: known, then: then, RandomLedger.terms) }
    }
}
