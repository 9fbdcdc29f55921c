extension Vocabulary {
    /// Events of the family `image`: images and their way into the ledger.
    static let imageForms: [EventForm] = [
        imageSeriesReceived,
        imageStudyReceived,
        imageRejected,
        imageDeidentified,
        imagePseudonymised,
        imageRiskAssessed,
        imageCorrected,
        imageClinicalLinked,
    ]

    /// A series of images was received.
    public static let imageSeriesReceived = EventForm(
        "image.series-received",
        "A series of images was received.",
        requires: [subjects, assets, modality, instances, bytes, instancesRoot, actor],
        allows: [transferSyntaxes, source],
        terms: ["DCM:110104", "DCM:110107", "iso21089:originate"]
    )

    /// A study was received as a whole.
    public static let imageStudyReceived = EventForm(
        "image.study-received",
        "A study was received as a whole.",
        requires: [subjects, assets],
        allows: [instances, bytes, instancesRoot, modality, source],
        terms: ["DCM:110104", "iso21089:receive"]
    )

    /// A file was refused.
    public static let imageRejected = EventForm(
        "image.rejected",
        "A file was refused.",
        requires: [reason, bytes, actor],
        allows: [subjects],
        terms: ["DCM:110107"]
    )

    /// Identifying data were removed from images.
    public static let imageDeidentified = EventForm(
        "image.deidentified",
        "Identifying data were removed from images.",
        requires: [assets, profiles, tool, toolVersion],
        allows: [subjects, inputRoot, outputRoot, parameters, instances],
        terms: ["iso21089:deidentify", "dpv:Anonymise"]
    )

    /// Identifying data were replaced by pseudonyms.
    public static let imagePseudonymised = EventForm(
        "image.pseudonymised",
        "Identifying data were replaced by pseudonyms.",
        requires: [assets, tool, toolVersion],
        allows: [subjects, inputRoot, outputRoot, parameters, profiles, instances],
        terms: ["iso21089:pseudonymize", "dpv:Pseudonymise"]
    )

    /// The risk of re-identification was assessed.
    public static let imageRiskAssessed = EventForm(
        "image.risk-assessed",
        "The risk of re-identification was assessed.",
        requires: [datasets, method, score, threshold, outcome],
        allows: [document],
        terms: ["dpv:Assess"]
    )

    /// An image or its header was corrected.
    public static let imageCorrected = EventForm(
        "image.corrected",
        "An image or its header was corrected.",
        requires: [assets, fieldClass],
        allows: [subjects, before, after, requests],
        terms: ["eu-gdpr:A16", "iso21089:amend"]
    )

    /// Clinical data were linked to a subject or dataset.
    public static let imageClinicalLinked = EventForm(
        "image.clinical-linked",
        "Clinical data were linked to a subject or dataset.",
        requires: [subjects, source],
        allows: [datasets, dataModel, before, after],
        terms: ["iso21089:link"]
    )
}
