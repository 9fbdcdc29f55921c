extension Vocabulary {
    /// Events of the family `retention`: how long data are kept.
    static let retentionForms: [EventForm] = [
        retentionPolicySet,
        retentionExpired,
        retentionActionTaken,
    ]

    /// A period was set.
    public static let retentionPolicySet = EventForm(
        "retention.policy-set",
        "A period was set.",
        requires: [policy, period],
        allows: [datasets, startRule, categories, validFrom, ground],
        terms: ["dpv:StorageDuration"]
    )

    /// A period ended.
    public static let retentionExpired = EventForm(
        "retention.expired",
        "A period ended.",
        requires: [policy],
        allows: [datasets, subjects, effectiveAt]
    )

    /// What is due after a period was done.
    public static let retentionActionTaken = EventForm(
        "retention.action-taken",
        "What is due after a period was done.",
        requires: [policy, method],
        allows: [datasets, subjects, assets],
        terms: ["dpv:StorageDeletion"]
    )
}
