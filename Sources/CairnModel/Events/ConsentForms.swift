extension Vocabulary {
    /// Events of the family `consent`: what subjects agreed to.
    static let consentForms: [EventForm] = [
        consentRequested,
        consentDeferred,
        consentRefused,
        consentGiven,
        consentRenewed,
        consentScopeModified,
        consentWithdrawn,
        consentRevoked,
        consentExpired,
        consentInvalidated,
    ]

    /// A subject was asked.
    public static let consentRequested = EventForm(
        "consent.requested",
        "A subject was asked.",
        requires: [consents, subjects],
        allows: [
            purposes, notice, noticeHash, version, language, method, expressedBy, channel, form, controller, categories,
            conditions, validUntil,
        ],
        terms: ["dpv:ConsentRequested"]
    )

    /// A subject wants to decide later.
    public static let consentDeferred = EventForm(
        "consent.deferred",
        "A subject wants to decide later.",
        requires: [consents, subjects],
        allows: [reason],
        terms: ["dpv:ConsentRequestDeferred"]
    )

    /// A subject said no.
    public static let consentRefused = EventForm(
        "consent.refused",
        "A subject said no.",
        requires: [consents, subjects],
        allows: [
            purposes, reason, notice, noticeHash, version, language, method, expressedBy, channel, form, controller,
            categories, conditions, validUntil,
        ],
        terms: ["dpv:ConsentRefused"]
    )

    /// A subject agreed to purposes.
    public static let consentGiven = EventForm(
        "consent.given",
        "A subject agreed to purposes.",
        requires: [consents, subjects, purposes],
        allows: [
            notice, noticeHash, version, language, method, expressedBy, channel, form, controller, categories,
            conditions, validUntil, effectiveAt,
        ],
        terms: ["dpv:ConsentGiven", "eu-gdpr:A6-1-a"]
    )

    /// A subject agreed again.
    public static let consentRenewed = EventForm(
        "consent.renewed",
        "A subject agreed again.",
        requires: [consents, subjects, purposes],
        allows: [
            notice, noticeHash, version, language, method, expressedBy, channel, form, controller, categories,
            conditions, validUntil, effectiveAt,
        ],
        terms: ["dpv:RenewedConsentGiven"]
    )

    /// A subject changed what the consent covers.
    public static let consentScopeModified = EventForm(
        "consent.scope-modified",
        "A subject changed what the consent covers.",
        requires: [consents, subjects, purposes],
        allows: [
            notice, noticeHash, version, language, method, expressedBy, channel, form, controller, categories,
            conditions, validUntil, effectiveAt,
        ],
        terms: ["dpv:ConsentGiven"]
    )

    /// A subject took a consent back.
    public static let consentWithdrawn = EventForm(
        "consent.withdrawn",
        "A subject took a consent back.",
        requires: [consents, subjects],
        allows: [purposes, effectiveAt, channel, expressedBy],
        terms: ["dpv:ConsentWithdrawn", "eu-gdpr:A7-3"]
    )

    /// Somebody else than the subject ended a consent.
    public static let consentRevoked = EventForm(
        "consent.revoked",
        "Somebody else than the subject ended a consent.",
        requires: [consents, subjects, reason],
        allows: [effectiveAt],
        terms: ["dpv:ConsentRevoked"]
    )

    /// A consent's time ran out.
    public static let consentExpired = EventForm(
        "consent.expired",
        "A consent's time ran out.",
        requires: [consents, subjects],
        allows: [effectiveAt],
        terms: ["dpv:ConsentExpired"]
    )

    /// A consent was found never to have been valid.
    public static let consentInvalidated = EventForm(
        "consent.invalidated",
        "A consent was found never to have been valid.",
        requires: [consents, subjects, reason],
        allows: [effectiveAt],
        terms: ["dpv:ConsentInvalidated"]
    )
}
