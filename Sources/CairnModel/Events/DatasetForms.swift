extension Vocabulary {
    /// Events of the family `dataset`: datasets, their versions and members.
    static let datasetForms: [EventForm] = [
        datasetCreated,
        datasetDescribed,
        datasetMembersAdded,
        datasetMembersRemoved,
        datasetVersionReleased,
        datasetPublished,
        datasetUnpublished,
        datasetInvalidated,
        datasetReactivated,
        datasetMemberExcluded,
        datasetMaterialised,
    ]

    /// A dataset was begun.
    public static let datasetCreated = EventForm(
        "dataset.created",
        "A dataset was begun.",
        requires: [datasets, title, controller],
        allows: [purposes, catalogue],
        terms: ["prov:Collection"]
    )

    /// A dataset was described in a catalogue.
    public static let datasetDescribed = EventForm(
        "dataset.described",
        "A dataset was described in a catalogue.",
        requires: [datasets, catalogue],
        allows: [title, subjectCount, studyCount, period, reviewBy, categories, purposes]
    )

    /// Subjects or series belong to a version, beyond those of the version before.
    public static let datasetMembersAdded = EventForm(
        "dataset.members-added",
        "Subjects or series belong to a version, beyond those of the version before.",
        requires: [datasets],
        allows: [subjects, assets]
    )

    /// Subjects or series of the version before don't belong to a version.
    public static let datasetMembersRemoved = EventForm(
        "dataset.members-removed",
        "Subjects or series of the version before don't belong to a version.",
        requires: [datasets],
        allows: [subjects, assets, ground]
    )

    /// A version was released.
    public static let datasetVersionReleased = EventForm(
        "dataset.version-released",
        "A version was released.",
        requires: [datasets, subjectCount],
        allows: [
            previous, membersRoot, studyCount, instanceCount, addedCount, removedCount, dataUse, purposes, licence,
            checks, basis,
        ],
        terms: ["prov:specializationOf"]
    )

    /// A version was published in a catalogue.
    public static let datasetPublished = EventForm(
        "dataset.published",
        "A version was published in a catalogue.",
        requires: [datasets],
        allows: [catalogue, persistentID, tier]
    )

    /// A version is in the catalogue no more.
    public static let datasetUnpublished = EventForm(
        "dataset.unpublished",
        "A version is in the catalogue no more.",
        requires: [datasets],
        allows: [reason]
    )

    /// A version must not be used any more.
    public static let datasetInvalidated = EventForm(
        "dataset.invalidated",
        "A version must not be used any more.",
        requires: [datasets, reason]
    )

    /// A version may be used again.
    public static let datasetReactivated = EventForm(
        "dataset.reactivated",
        "A version may be used again.",
        requires: [datasets],
        allows: [reason]
    )

    /// Subjects must not be made available with a version.
    public static let datasetMemberExcluded = EventForm(
        "dataset.member-excluded",
        "Subjects must not be made available with a version.",
        requires: [datasets, subjects, ground],
        allows: [reason]
    )

    /// A version was made ready for a permit.
    public static let datasetMaterialised = EventForm(
        "dataset.materialised",
        "A version was made ready for a permit.",
        requires: [datasets, permits, environment],
        allows: [outputRoot, excludedCount, format, subjectCount, justification],
        terms: ["eu-ehds:DataPermit"]
    )
}
