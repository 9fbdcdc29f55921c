/// The order in which findings are reported: the rows of the table of stable codes in the article Formats.
///
/// It is the same whatever the order in which they were met, and the first finding names the verdict.
enum FindingRow: Int, Sendable, Comparable, CaseIterable {
    /// There is no checkpoint, or it is not of its form.
    case checkpoint
    /// A file of entries, notes or bodies is missing, or doesn't have its parts.
    case bundle
    /// One entry, by itself and as it follows the one before.
    case entry
    /// A file of notes has more than submissions start.
    case surplusNotes
    /// The root.
    case tree
    /// Files of hashes, by level and place.
    case tile
    /// The beginning.
    case genesis
    /// Submissions that nobody could have appended, and bodies that are missing.
    case counting
    /// Who signed the checkpoint.
    case signature
    /// What a database keeps beside the log.
    case cache
    /// What the vault holds.
    case payload
    /// An entry of a higher version.
    case newerVersion
    /// What doesn't count, has no effect or is withheld.
    case remark
    /// What witnesses say.
    case anchoring

    static func < (left: FindingRow, right: FindingRow) -> Bool { left.rawValue < right.rawValue }

    /// The row of a code, where it has one alone; `export.` codes have several, and stand in the one of bundles unless
    /// it is said where they were found.
    init(_ code: FindingCode) {
        switch code {
        case .checkpointMalformed: self = .checkpoint
        case .exportMissing, .exportMalformed: self = .bundle
        case .root: self = .tree
        case .tile: self = .tile
        case .genesis: self = .genesis
        case .count, .forked, .rolledBack, .bodyMissing: self = .counting
        case .checkpointSignature: self = .signature
        case .discounted, .uninterpreted: self = .cache
        case .payloadMissing, .payloadModified, .payloadNotErased: self = .payload
        case .newerVersion: self = .newerVersion
        case .quorum: self = .anchoring
        case .bodyWithheld, .notRedacted, .eventID: self = .remark
        default: self = code.rawValue.hasPrefix("entry.") ? .entry : .remark
        }
    }

    /// Whether the findings of the row are reported by index; those of the others, in the order in which they were met.
    var isByIndex: Bool { [.entry, .counting, .remark].contains(self) }
}

extension FindingCode {
    /// The place among findings of one row at one index.
    var placeAtIndex: Int {
        let order: [FindingCode] = [
            .entryMalformed, .index, .missing, .leafHash, .chain, .position, .time, .note, .entryBody, .eventID,
            .count, .forked, .rolledBack, .bodyMissing,
            .syntax, .origin, .signature, .unknownKey, .revokedKey, .number, .previous, .anchor, .bodiesRoot,
            .body, .role, .registryWithoutEffect, .redactionWithoutEffect, .withheld, .bodyWithheld, .notRedacted,
            .possiblyCompromised,
        ]
        return order.firstIndex(of: self) ?? order.count
    }
}
