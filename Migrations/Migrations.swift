/// One numbered step of the schema.
public struct Migration: Sendable, Hashable {
    /// The number, from 1, without gaps.
    public let number: Int
    /// What it makes.
    public let name: String
    /// The statements.
    public let sql: String
}

/// The steps of the schema, in their order; the binary carries them.
public enum Migrations {
    /// Every step.
    public static let all: [Migration] = [
        ("roles", PackageResources._001_roles_sql),
        ("tables", PackageResources._002_tables_sql),
        ("append_only", PackageResources._003_append_only_sql),
        ("create_ledger", PackageResources._004_create_ledger_sql),
        ("append", PackageResources._005_append_sql),
        ("receipts", PackageResources._006_receipts_sql),
        ("privileges", PackageResources._007_privileges_sql),
        ("vault", PackageResources._008_vault_sql),
        ("restore", PackageResources._009_restore_sql),
        ("projections", PackageResources._010_projections_sql),
        ("redact", PackageResources._011_redact_sql),
        ("discard", PackageResources._012_discard_sql),
        ("vault_bound", PackageResources._013_vault_bound_sql),
        ("projections_made", PackageResources._014_projections_made_sql),
        ("event_ids", PackageResources._015_event_ids_sql),
        ("locks", PackageResources._016_locks_sql),
        ("vouching", PackageResources._017_vouching_sql),
        ("restore_times", PackageResources._018_restore_times_sql),
        ("rubbish", PackageResources._019_rubbish_sql),
        ("receipt_proofs", PackageResources._020_receipt_proofs_sql),
        ("set_aside", PackageResources._021_set_aside_sql),
        ("uncounted_copies", PackageResources._022_uncounted_copies_sql),
    ].enumerated().map { place, step in
        Migration(number: place + 1, name: step.0, sql: String(decoding: step.1, as: UTF8.self))
    }
}
