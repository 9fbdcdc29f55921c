extension Vocabulary {
    /// Events of the family `recipient`: recipients that were told.
    static let recipientForms: [EventForm] = [
        recipientNotified
    ]

    /// A recipient was told of a correction, erasure or withdrawal.
    public static let recipientNotified = EventForm(
        "recipient.notified",
        "A recipient was told of a correction, erasure or withdrawal.",
        requires: [recipient, causes],
        allows: [subjects, requests, consents, channel],
        terms: ["eu-gdpr:A19"]
    )
}
