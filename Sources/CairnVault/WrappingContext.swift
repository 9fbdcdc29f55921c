internal import CairnCrypto
internal import CairnModel

/// What a wrapped secret is and which row it belongs to, so that no row, column or ledger can lend it to another.
///
/// `SHA-256("cairn/wrap/v1\n" || purpose || "\n" || origin || "\n" || subject id || "\n" || key id)`; a secret that is
/// not a subject's data key has, in place of these two ids, what else names its row. No part contains a line feed.
struct WrappingContext: Sendable {
    let hash: Hash
    /// What it is, for messages: no personal data.
    let name: String

    private init(_ purpose: String, _ origin: Origin, _ first: String, _ second: String, name: String) {
        hash = SHA256.hash(Array("cairn/wrap/v1\n\(purpose)\n\(origin)\n\(first)\n\(second)".utf8))
        self.name = name
    }

    /// A subject's data key.
    static func dataKey(_ keyID: KeyID, of subject: SubjectID, in origin: Origin) -> WrappingContext {
        WrappingContext("data-key", origin, "\(subject)", "\(keyID)", name: "data key \(keyID)")
    }

    /// The key under which a ledger's lookup codes are made, under the institution key with this id.
    static func lookupKey(under institutionKey: KeyID, in origin: Origin) -> WrappingContext {
        WrappingContext("lookup-key", origin, "", "\(institutionKey)", name: "lookup key")
    }

    /// The key that wraps what a ledger's lookup codes are made of, under the institution key with this id.
    static func codeKey(under institutionKey: KeyID, in origin: Origin) -> WrappingContext {
        WrappingContext("code-key", origin, "", "\(institutionKey)", name: "code key")
    }

    /// What a subject's lookup code is made of, in the row of this subject and this data key.
    static func subjectCode(of subject: SubjectID, _ keyID: KeyID, in origin: Origin) -> WrappingContext {
        WrappingContext("subject-code", origin, "\(subject)", "\(keyID)", name: "code of subject \(subject)")
    }

    /// What an import's or an erasure's lookup code is made of, in the row of the event with this body.
    static func importCode(of event: EventID, body: Hash, in origin: Origin) -> WrappingContext {
        WrappingContext("import-code", origin, "\(event)", "\(body)", name: "code of event \(event)")
    }
}
