/// The roles of which logins are members.
enum CairnRole: String, CaseIterable {
    case administrator, appender, sealer, projector, auditor, vault

    /// Its name in the cluster.
    var name: String { "cairn_\(rawValue)" }
}
