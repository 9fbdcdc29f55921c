extension Vocabulary {
    /// Events of the family `annotation`: annotations of images.
    static let annotationForms: [EventForm] = [
        annotationCreated,
        annotationRevised,
        annotationValidated,
        annotationDisputed,
        annotationRetracted,
    ]

    /// An annotation was made.
    public static let annotationCreated = EventForm(
        "annotation.created",
        "An annotation was made.",
        requires: [assets, kind, target],
        allows: [subjects, annotator, tool, toolVersion, digest],
        terms: ["iso21089:originate", "DCM:110103"]
    )

    /// An annotation was revised: a new one follows it.
    public static let annotationRevised = EventForm(
        "annotation.revised",
        "An annotation was revised: a new one follows it.",
        requires: [assets, previous, target],
        allows: [kind, subjects, annotator, tool, toolVersion, digest, requests],
        terms: ["prov:wasRevisionOf", "iso21089:amend"]
    )

    /// An annotation was validated.
    public static let annotationValidated = EventForm(
        "annotation.validated",
        "An annotation was validated.",
        requires: [assets, criterion],
        allows: [annotator, outcome],
        terms: ["iso21089:verify"]
    )

    /// An annotation was disputed.
    public static let annotationDisputed = EventForm(
        "annotation.disputed",
        "An annotation was disputed.",
        requires: [assets, reason],
        allows: [annotator]
    )

    /// An annotation was taken back.
    public static let annotationRetracted = EventForm(
        "annotation.retracted",
        "An annotation was taken back.",
        requires: [assets, reason],
        allows: [annotator],
        terms: ["prov:wasInvalidatedBy"]
    )
}
