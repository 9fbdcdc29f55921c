import CairnCrypto
import CairnModel

/// A table that is computed from sealed entries alone, and can be made anew from zero at any time.
public struct Projection: Sendable {
    /// The table's name.
    public let name: String
    /// The families whose events it reads; of all where it is empty.
    let families: Set<String>
    /// The statement that makes the table.
    let table: String
    /// The statement that adds the rows of a batch.
    let apply: String
    /// The statements that make its indexes, once the table is filled.
    let indexes: [String]

    /// The statement that removes the rows of entries whose bodies are gone.
    var remove: String { "DELETE FROM \(name) WHERE idx = ANY ($1::bigint[])" }

    /// A digest of the definition: another definition needs a rebuild.
    var definition: String { "\(SHA256.hash(Array(([table, apply] + indexes).joined(separator: "\n").utf8)))" }

    /// Every projection: those of all events first, then one a family, made of the forms of its events.
    public static let all: [Projection] =
        [
            Projection(
                "event",
                [],
                PackageResources.event_table_sql,
                PackageResources.event_apply_sql,
                PackageResources.event_indexes_sql
            ),
            Projection(
                "reference",
                [],
                PackageResources.reference_table_sql,
                PackageResources.reference_apply_sql,
                PackageResources.reference_indexes_sql
            ),
            Projection(
                "member",
                ["dataset"],
                PackageResources.member_table_sql,
                PackageResources.member_apply_sql,
                PackageResources.member_indexes_sql
            ),
            Projection(
                "lineage",
                ["image", "annotation", "dataset", "model", "egress"],
                PackageResources.lineage_table_sql,
                PackageResources.lineage_apply_sql,
                PackageResources.lineage_indexes_sql
            ),
            Projection(
                "correction_mark",
                ["correction"],
                PackageResources.correction_mark_table_sql,
                PackageResources.correction_mark_apply_sql,
                PackageResources.correction_mark_indexes_sql
            ),
            Projection(
                "doubtful",
                ["key"],
                PackageResources.doubtful_table_sql,
                PackageResources.doubtful_apply_sql,
                PackageResources.doubtful_indexes_sql
            ),
        ] + Vocabulary.families.map { Projection(family: $0.name, forms: $0.forms) }

    private init(_ name: String, _ families: Set<String>, _ table: [UInt8], _ apply: [UInt8], _ indexes: [UInt8]) {
        self.name = name
        self.families = families
        self.table = String(decoding: table, as: UTF8.self)
        self.apply = String(decoding: apply, as: UTF8.self)
        self.indexes = String(decoding: indexes, as: UTF8.self).split(separator: ";").map(String.init).filter {
            $0.contains { !$0.isWhitespace }
        }
    }
}
