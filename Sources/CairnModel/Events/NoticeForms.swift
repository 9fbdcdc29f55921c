extension Vocabulary {
    /// Events of the family `notice`: information given to data subjects.
    static let noticeForms: [EventForm] = [
        noticePublished,
        noticeProvided,
        noticeExempted,
    ]

    /// A privacy notice was published.
    public static let noticePublished = EventForm(
        "notice.published",
        "A privacy notice was published.",
        requires: [notice, noticeHash, language],
        allows: [version, purposes, channel, url],
        terms: ["dpv:PrivacyNotice"]
    )

    /// A privacy notice was given to subjects.
    public static let noticeProvided = EventForm(
        "notice.provided",
        "A privacy notice was given to subjects.",
        requires: [subjects, notice],
        allows: [noticeHash, version, language, channel],
        terms: ["dpv:NoticeCommunicated", "eu-gdpr:A13", "eu-gdpr:A14"]
    )

    /// Subjects need not be informed one by one.
    public static let noticeExempted = EventForm(
        "notice.exempted",
        "Subjects need not be informed one by one.",
        requires: [ground],
        allows: [subjects, datasets, justification],
        terms: ["eu-gdpr:JustificationA14DisproportionateEffort"]
    )
}
