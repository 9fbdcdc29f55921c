extension Vocabulary {
    /// Events of the family `key`: authors' keys.
    static let keyForms: [EventForm] = [
        keyRegistered,
        keyRevoked,
    ]

    /// A key may sign submissions from now on.
    public static let keyRegistered = EventForm(
        "key.registered",
        "A key may sign submissions from now on.",
        requires: [key, roles],
        terms: ["DCM:110137"]
    )

    /// A key may sign submissions no more.
    public static let keyRevoked = EventForm(
        "key.revoked",
        "A key may sign submissions no more.",
        requires: [key, reason],
        allows: [compromisedSince],
        terms: ["DCM:110137"]
    )
}
