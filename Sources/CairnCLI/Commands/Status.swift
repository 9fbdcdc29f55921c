import ArgumentParser
import Cairn
import CairnLog
import CairnModel
import CairnPostgres
import CairnVerification

struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say how many entries there are, how many are sealed, and how long the oldest waits for its seal.",
        discussion: "Example: cairn status --json"
    )
    @OptionGroup var options: SharedOptions

    private struct Answer: Encodable {
        let ledger: String
        let entries: UInt64
        let sealed: UInt64
        let unsealed: UInt64
        let lagSeconds: Double
        let discounted: Int
        let deniedEvents: Int
        let redacted: Int
        let vouched: Bool
        let stopped: String?
        let clockOffsetSeconds: Double
    }

    func run() async throws {
        let origin = try options.origin()
        let reader = try await LedgerReader(database: options.address, origin: origin)
        defer { reader.close() }
        let sealed = try await reader.checkpoint()?.checkpoint.size ?? 0
        let size = try await reader.size()
        let oldest = try await reader.entries(from: sealed, below: sealed + 1).first?
            .entry.recordedAt.microseconds
        let now = try SharedOptions.now().microseconds
        let redactions = try await reader.redactions(from: 0).filter { $0.index < sealed }
        let denied = try await reader.uninterpreted(from: 0, below: size).values
        let standing = try await reader.standing()
        let answer = Answer(
            ledger: "\(origin)",
            entries: size,
            sealed: sealed,
            unsealed: size > sealed ? size - sealed : 0,
            lagSeconds: Double(oldest.map { max(0, now - $0) / 1_000 } ?? 0) / 1_000,
            discounted: try await reader.discounted(from: 0, below: size).count,
            deniedEvents: denied.count { $0 != UninterpretedCode.undecodable },
            redacted: Set(redactions.map(\.redaction.index)).count,
            vouched: standing.isVouched,
            stopped: standing.stopped,
            clockOffsetSeconds: Double(try await reader.clockOffset()) / 1_000_000
        )
        if options.json { return try Output.json(answer) }
        let lag = oldest == nil ? "" : "; the oldest of them waits for its seal since \(answer.lagSeconds) s"
        Output.line(
            "\(answer.ledger): \(answer.entries) entries, \(answer.sealed) under a signed checkpoint, \(answer.unsealed) not yet\(lag)"
        )
        if sealed > size {
            Output.line(
                "A checkpoint in the database names more entries than there are: cairn doctor says what to do.",
                .bad
            )
        }
        if let reason = answer.stopped {
            Output.line("Appends are stopped: \(reason)", .bad)
        } else if !answer.vouched {
            Output.line(
                "Nothing is appended: the sealer has not looked since this server started, was promoted or was restored. "
                    + "Run cairn seal (ledger.unvouched)",
                .bad
            )
        }
        if answer.discounted > 0 {
            Output.line("\(answer.discounted) submissions don't count: cairn verify says which, and why", .remark)
        }
        if answer.deniedEvents > 0 {
            Output.line("\(answer.deniedEvents) more events don't count: cairn verify says which, and why", .remark)
        }
        if answer.redacted > 0 { Output.line("\(answer.redacted) entries are redacted: cairn log says which, and why") }
    }
}
