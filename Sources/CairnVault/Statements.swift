internal import CairnPostgres

/// The vault's statements, one a file in `SQL/`.
enum Statements {
    static let addImport = Statement(name: "cairn_vault.add_import", sql: PackageResources.add_import_sql)
    static let begin = Statement(name: "cairn_vault.begin", sql: PackageResources.begin_sql)
    static let commit = Statement(name: "cairn_vault.commit", sql: PackageResources.commit_sql)
    static let addInstitutionKey = Statement(
        name: "cairn_vault.add_institution_key",
        sql: PackageResources.add_institution_key_sql
    )
    static let addSubject = Statement(name: "cairn_vault.add_subject", sql: PackageResources.add_subject_sql)
    static let eraseImports = Statement(name: "cairn_vault.erase_imports", sql: PackageResources.erase_imports_sql)
    static let erasePayloads = Statement(name: "cairn_vault.erase_payloads", sql: PackageResources.erase_payloads_sql)
    static let eraseSubject = Statement(name: "cairn_vault.erase_subject", sql: PackageResources.erase_subject_sql)
    static let findSubject = Statement(name: "cairn_vault.find_subject", sql: PackageResources.find_subject_sql)
    static let lockImportsAfter = Statement(
        name: "cairn_vault.lock_imports_after",
        sql: PackageResources.lock_imports_after_sql
    )
    static let lockLookupKey = Statement(name: "cairn_vault.lock_lookup_key", sql: PackageResources.lock_lookup_key_sql)
    static let lockSubject = Statement(name: "cairn_vault.lock_subject", sql: PackageResources.lock_subject_sql)
    static let lockSubjectsAfter = Statement(
        name: "cairn_vault.lock_subjects_after",
        sql: PackageResources.lock_subjects_after_sql
    )
    static let readHeldKeys = Statement(name: "cairn_vault.read_held_keys", sql: PackageResources.read_held_keys_sql)
    static let readImport = Statement(name: "cairn_vault.read_import", sql: PackageResources.read_import_sql)
    static let readInstitutionKey = Statement(
        name: "cairn_vault.read_institution_key",
        sql: PackageResources.read_institution_key_sql
    )
    static let readLogin = Statement(name: "cairn_vault.read_login", sql: PackageResources.read_login_sql)
    static let readPayloads = Statement(name: "cairn_vault.read_payloads", sql: PackageResources.read_payloads_sql)
    static let readSubject = Statement(name: "cairn_vault.read_subject", sql: PackageResources.read_subject_sql)
    static let readSubjectsOfKeys = Statement(
        name: "cairn_vault.read_subjects_of_keys",
        sql: PackageResources.read_subjects_of_keys_sql
    )
    static let replaceInstitutionKey = Statement(
        name: "cairn_vault.replace_institution_key",
        sql: PackageResources.replace_institution_key_sql
    )
    static let rewrapImports = Statement(name: "cairn_vault.rewrap_imports", sql: PackageResources.rewrap_imports_sql)
    static let rewrapSubjects = Statement(
        name: "cairn_vault.rewrap_subjects",
        sql: PackageResources.rewrap_subjects_sql
    )
    static let shareLookupKey = Statement(
        name: "cairn_vault.share_lookup_key",
        sql: PackageResources.share_lookup_key_sql
    )
    static let storeImport = Statement(name: "cairn_vault.store_import", sql: PackageResources.store_import_sql)
    static let storePayloads = Statement(name: "cairn_vault.store_payloads", sql: PackageResources.store_payloads_sql)
}
