extension Vocabulary {
    /// Events of the family `access`: accesses to data.
    static let accessForms: [EventForm] = [
        accessAuthorised,
        accessQueried,
        accessViewed,
        accessRead,
        accessDownloaded,
        accessDenied,
        accessEnded,
    ]

    /// An access was decided on.
    public static let accessAuthorised = EventForm(
        "access.authorised",
        "An access was decided on.",
        requires: [decision, policy, purposes],
        allows: [
            reason, consents, permits, session, datasets, assets, subjects, objects, bytes, tool, toolVersion, client,
            basis, format, country,
        ],
        terms: ["DCM:110144"]
    )

    /// Data were searched.
    public static let accessQueried = EventForm(
        "access.queried",
        "Data were searched.",
        requires: [queryClass, purposes],
        allows: [
            resultCount, permits, session, datasets, assets, subjects, objects, bytes, tool, toolVersion, client, basis,
            format, country,
        ],
        terms: ["DCM:110112", "dpv:Query"]
    )

    /// Data were looked at.
    public static let accessViewed = EventForm(
        "access.viewed",
        "Data were looked at.",
        requires: [purposes],
        allows: [
            permits, session, datasets, assets, subjects, objects, bytes, tool, toolVersion, client, basis, format,
            country,
        ],
        terms: ["DCM:110103", "dpv:Access"]
    )

    /// Data were read by a program.
    public static let accessRead = EventForm(
        "access.read",
        "Data were read by a program.",
        requires: [purposes],
        allows: [
            permits, session, datasets, assets, subjects, objects, bytes, tool, toolVersion, client, basis, format,
            country,
        ],
        terms: ["DCM:110103", "dpv:Use"]
    )

    /// Data were downloaded.
    public static let accessDownloaded = EventForm(
        "access.downloaded",
        "Data were downloaded.",
        requires: [purposes],
        allows: [
            permits, session, datasets, assets, subjects, objects, bytes, tool, toolVersion, client, basis, format,
            country,
        ],
        terms: ["DCM:110104", "dpv:Download"]
    )

    /// An access was denied.
    public static let accessDenied = EventForm(
        "access.denied",
        "An access was denied.",
        requires: [reason],
        allows: [
            purposes, permits, session, datasets, assets, subjects, objects, bytes, tool, toolVersion, client, basis,
            format, country,
        ],
        terms: ["DCM:110113"]
    )

    /// An access ended.
    public static let accessEnded = EventForm(
        "access.ended",
        "An access ended.",
        requires: [session],
        allows: [status, objects, bytes, permits]
    )
}
