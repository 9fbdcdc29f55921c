/// A kind of thing that a question can be about, and how to tell whether the ledger knows it.
///
/// Without this check a mistyped id gets a true but misleading answer: nobody had access.
public struct Named: Sendable {
    /// What it is called.
    public let word: String
    /// Whether it is written id@version.
    var isVersioned: Bool { word == Named.dataset.word }
    /// Whether a value is there: `$1` is the value, `$2` the ledger's size that is known, `$3` the kind of a reference.
    let exists: [UInt8]
    /// How a reference to it is called, where only references name it.
    let kind: String?

    private init(_ word: String, _ exists: [UInt8], kind: String? = nil) {
        self.word = word
        self.exists = exists
        self.kind = kind
    }

    private static func referred(_ word: String, _ kind: String) -> Named {
        Named(word, PackageResources.named_reference_sql, kind: kind)
    }

    static let subject = Named("subject", PackageResources.named_subject_sql)
    static let dataset = Named("dataset version", PackageResources.named_dataset_sql)
    static let permit = referred("permit", "permits")
    static let model = referred("model", "models")
    static let consent = referred("consent", "consents")
    static let request = referred("request", "requests")
    static let breach = Named("breach", PackageResources.named_breach_sql)
    static let session = Named("session", PackageResources.named_session_sql)
    static let policy = Named("retention policy", PackageResources.named_policy_sql)
    static let environment = Named("environment", PackageResources.named_environment_sql)
    static let organisation = Named("organisation", PackageResources.named_organisation_sql)
    static let person = Named("person or service", PackageResources.named_person_sql)
    static let thing = Named("thing", PackageResources.named_thing_sql)
}
