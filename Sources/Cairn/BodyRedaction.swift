import CairnModel
import CairnPostgres
import CairnVerification

/// Takes bodies away that redactions name: what a sealer does in the transaction that stores a checkpoint.
struct BodyRedaction: Sendable {
    /// What was done with the bodies that were still here.
    struct Outcome: Sendable {
        /// The entries whose bodies are gone now.
        var redacted: [UInt64] = []
        /// The entries whose bodies stay, because no redaction among these names their type.
        var left: [UInt64] = []
    }

    /// How many bodies are looked at together.
    private static let page = 64

    let ledger: Int32
    let effects: [RedactionFold.Effect]

    /// Takes away every body that is still here and whose type a redaction names; a body that breaks the rules may have any.
    func carryOut(_ connection: Connection) async throws -> Outcome {
        var outcome = Outcome()
        for start in stride(from: 0, to: effects.count, by: BodyRedaction.page) {
            let page = effects[start...].prefix(BodyRedaction.page)
            let parameters: [Parameter] = [
                .int32(ledger), .int64Array(page.map { Int64($0.index) }), .int64Array(page.map { Int64($0.entry) }),
            ]
            let types = Dictionary(page.map { ($0.index, $0.type) }) { first, _ in first }
            var named: [(redaction: UInt64, entry: UInt64)] = []
            for row in try await connection.query(SQL.redactedBodies, parameters).rows {
                let redaction = UInt64(bitPattern: try row.int64(0))
                let entry = UInt64(bitPattern: try row.int64(1))
                if try row.bool(3) || BodyRedaction.type(of: try row.bytes(2)) == types[redaction] {
                    named.append((redaction, entry))
                } else {
                    outcome.left.append(entry)
                }
            }
            guard !named.isEmpty else { continue }
            let redactions: [Parameter] = [
                .int32(ledger), .int64Array(named.map { Int64($0.redaction) }),
                .int64Array(named.map { Int64($0.entry) }),
            ]
            try await connection.query(SQL.redact, redactions)
            outcome.redacted += named.map(\.entry)
        }
        let gone = Set(outcome.redacted)
        outcome.redacted = gone.sorted()
        outcome.left = Set(outcome.left).subtracting(gone).sorted()
        return outcome
    }

    /// The type of a body that obeys the rules.
    private static func type(of bytes: [UInt8]) -> EventType? {
        do { return try Body(checking: bytes).type } catch { return nil }
    }
}
