internal import CairnPostgres

/// The vault's statements, one a file in `SQL/`.
enum Statements {
    static let addImport = Statement("add_import", PackageResources.add_import_sql)
    static let addInstitutionKey = Statement("add_institution_key", PackageResources.add_institution_key_sql)
    static let addPayloads = Statement("add_payloads", PackageResources.add_payloads_sql)
    static let addSubject = Statement("add_subject", PackageResources.add_subject_sql)
    static let eraseImports = Statement("erase_imports", PackageResources.erase_imports_sql)
    static let erasePayloads = Statement("erase_payloads", PackageResources.erase_payloads_sql)
    static let eraseSubject = Statement("erase_subject", PackageResources.erase_subject_sql)
    static let findSubject = Statement("find_subject", PackageResources.find_subject_sql)
    static let lockImportsAfter = Statement("lock_imports_after", PackageResources.lock_imports_after_sql)
    static let lockInstitutionKey = Statement("lock_institution_key", PackageResources.lock_institution_key_sql)
    static let lockSubject = Statement("lock_subject", PackageResources.lock_subject_sql)
    static let lockSubjectsAfter = Statement("lock_subjects_after", PackageResources.lock_subjects_after_sql)
    static let readImport = Statement("read_import", PackageResources.read_import_sql)
    static let readInstitutionKey = Statement("read_institution_key", PackageResources.read_institution_key_sql)
    static let readPayloads = Statement("read_payloads", PackageResources.read_payloads_sql)
    static let readSubject = Statement("read_subject", PackageResources.read_subject_sql)
    static let replaceInstitutionKey = Statement(
        "replace_institution_key",
        PackageResources.replace_institution_key_sql
    )
    static let rewrapImports = Statement("rewrap_imports", PackageResources.rewrap_imports_sql)
    static let rewrapSubjects = Statement("rewrap_subjects", PackageResources.rewrap_subjects_sql)
}
