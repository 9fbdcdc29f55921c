extension Vocabulary {
    /// Events of the family `transfer`: copies that leave the institution.
    static let transferForms: [EventForm] = [
        transferSent,
        transferReceived,
        transferExported,
        transferSafeguardRecorded,
    ]

    /// Data were sent to another organisation.
    public static let transferSent = EventForm(
        "transfer.sent",
        "Data were sent to another organisation.",
        requires: [recipient],
        allows: [datasets, assets, subjects, agreement, country, safeguard, outputRoot, purposes, permits, objects],
        terms: ["DCM:110104", "dpv:Transfer"]
    )

    /// Data were received from another organisation.
    public static let transferReceived = EventForm(
        "transfer.received",
        "Data were received from another organisation.",
        requires: [source],
        allows: [datasets, assets, subjects, agreement, country, outputRoot, objects],
        terms: ["DCM:110104"]
    )

    /// A subject got their own data.
    public static let transferExported = EventForm(
        "transfer.exported",
        "A subject got their own data.",
        requires: [subjects],
        allows: [requests, format, objects, manifest],
        terms: ["DCM:110106", "dpv:Export", "eu-gdpr:A20"]
    )

    /// The safeguard of transfers to an organisation was recorded.
    public static let transferSafeguardRecorded = EventForm(
        "transfer.safeguard-recorded",
        "The safeguard of transfers to an organisation was recorded.",
        requires: [recipient, country, safeguard],
        allows: [document, validFrom, validUntil],
        terms: ["eu-gdpr:DataTransferTool"]
    )
}
