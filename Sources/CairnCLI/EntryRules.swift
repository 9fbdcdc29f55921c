import Cairn
import CairnModel
import CairnVerification

/// The rules that entries break, as the sealer has written them down: as a whole submission, or one by one.
struct EntryRules {
    private let submissions: [UInt64: String]
    private let events: [UInt64: String]

    /// Reads what is known of the entries in a range.
    init(from first: UInt64, below end: UInt64, _ reader: LedgerReader) async throws {
        let start = first - min(first, UInt64(Limits.submissionBodies))
        submissions = try await reader.discounted(from: start, below: end)
        events = try await reader.uninterpreted(from: first, below: end).filter {
            $0.value != UninterpretedCode.undecodable
        }
    }

    /// The rule that keeps the entry's submission from counting.
    func submissionRule(of entry: Entry) -> String? {
        submissions[entry.index - min(entry.index, UInt64(entry.position))]
    }

    /// The rule that keeps the entry from counting, by itself or with its submission.
    func rule(of entry: Entry) -> String? { submissionRule(of: entry) ?? events[entry.index] }
}
