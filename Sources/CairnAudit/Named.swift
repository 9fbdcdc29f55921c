/// A kind of thing that a question can be about, and how to tell whether the ledger knows it.
///
/// Without this check a mistyped id gets a true but misleading answer: nobody had access.
public struct Named: Sendable {
    /// What it is called.
    public let word: String
    /// Whether it is written id@version.
    var isVersioned: Bool { word == Named.dataset.word }
    /// Whether a value is there: `$1` is the value, `$2` the ledger's size that is known.
    let exists: String

    private init(_ word: String, _ sources: String...) {
        self.word = word
        exists = "SELECT " + sources.map { "EXISTS (SELECT FROM \($0) AND idx < $2::bigint)" }.joined(separator: " OR ")
    }

    private static func referred(_ word: String, _ kind: String) -> Named {
        Named(word, "reference WHERE kind = '\(kind)' AND ref = $1::text")
    }

    static let subject = Named(
        "subject",
        "reference WHERE kind = 'subjects' AND ref = $1::text",
        "member WHERE kind = 'subjects' AND ref = $1::text"
    )
    static let dataset = referred("dataset version", "datasets")
    static let permit = referred("permit", "permits")
    static let model = referred("model", "models")
    static let consent = referred("consent", "consents")
    static let request = referred("request", "requests")
    static let breach = Named("breach", "breach WHERE breach = $1::text")
    static let session = Named(
        "session",
        "session WHERE session = $1::text",
        "access WHERE session = $1::text"
    )
    static let policy = Named("retention policy", "retention WHERE policy = $1::text")
    static let environment = Named(
        "environment",
        "session WHERE environment = $1::text",
        "permit WHERE environment = $1::text",
        "egress WHERE environment = $1::text"
    )
    static let organisation = Named(
        "organisation",
        "institution WHERE organisation = $1::text",
        "permit WHERE organisation = $1::text",
        "event WHERE actor_organisation = $1::text",
        "transfer WHERE recipient = $1::text",
        "legal_basis WHERE controller = $1::text",
        "dataset WHERE controller = $1::text",
        "agreement WHERE $1::text = ANY (parties)",
        "purpose WHERE controller = $1::text",
        "provision WHERE organisation = $1::text"
    )
    static let person = Named(
        "person or service",
        "event WHERE actor = $1::text",
        "permit WHERE person = $1::text",
        "session WHERE person = $1::text"
    )
    static let thing = Named(
        "thing",
        "reference WHERE kind = ANY (ARRAY['subjects', 'assets', 'datasets', 'models']) AND ref = $1::text",
        "member WHERE kind = ANY (ARRAY['subjects', 'assets']) AND ref = $1::text",
        "egress WHERE egress = $1::text"
    )
}
