extension Reason {
    /// Reasons of verdicts on uses of data: who may use what, for which purpose, on which ground.
    static let use: [Reason] = [
        Reason("consent", .covered, "A consent in force covered the purpose."),
        Reason("other-basis", .covered, "A legal basis other than consent covered the purpose."),
        Reason(
            "consent-and-other-basis",
            .covered,
            "Some subjects had consented, for the others another legal basis covered the purpose."
        ),
        Reason(
            "no-consent",
            .notCovered,
            "No consent in force and no other legal basis covered the purpose.",
            do:
                "Stop the processing for these subjects, find out who approved it, and assess whether it is a breach (Art. 33: 72 hours)."
        ),
        Reason(
            "consent-withdrawn",
            .notCovered,
            "The consent had been withdrawn before.",
            do:
                "Stop the processing, tell the recipients (Art. 19), and assess whether it is a breach (Art. 33: 72 hours)."
        ),
        Reason(
            "consent-withdrawn-recorded-later",
            .notCovered,
            "The consent had been withdrawn before, but this was recorded only afterwards: covered as known then, not covered in fact.",
            do:
                "Shorten the way from a withdrawal to the ledger, tell the recipients (Art. 19), and document why it was late."
        ),
        Reason("consent-expired", .notCovered, "The consent's time had run out.", do: "Stop the processing, or ask for a renewal."),
        Reason(
            "consent-invalid",
            .notCovered,
            "The consent was found never to have been valid.",
            do: "Stop the processing and assess a breach (Art. 33)."
        ),
        Reason("consent-refused", .notCovered, "The subject had said no.", do: "Stop the processing and assess a breach (Art. 33)."),
        Reason(
            "purpose-outside-consent",
            .notCovered,
            "A consent was in force, but for other purposes.",
            do: "Stop the processing for this purpose."
        ),
        Reason(
            "no-permit",
            .notCovered,
            "No permit was named, and none covers it.",
            do: "Ask the organisation that acted for the permit, or stop its access."
        ),
        Reason(
            "permit-unknown",
            .undetermined,
            "The permit that was named is not in the ledger.",
            do: "Have the access body record the permit."
        ),
        Reason(
            "permit-not-active",
            .notCovered,
            "The permit was not in force then.",
            do: "Stop access under this permit; report to the access body."
        ),
        Reason(
            "dataset-outside-permit",
            .notCovered,
            "The permit doesn't name this dataset version.",
            do: "Stop access; report to the access body."
        ),
        Reason(
            "purpose-outside-permit",
            .notCovered,
            "The permit doesn't allow this purpose.",
            do: "Stop access; report misuse to the access body (EHDS Art. 61)."
        ),
        Reason(
            "person-outside-permit",
            .notCovered,
            "The person is not among those authorised.",
            do: "Disable the person's access; report to the access body."
        ),
        Reason(
            "restricted",
            .notCovered,
            "Processing was restricted then.",
            do: "Stop the processing until the restriction is lifted (Art. 18)."
        ),
        Reason(
            "opted-out-before-approval",
            .notCovered,
            "A subject had opted out before the permit was approved.",
            do: "Exclude the subject from what was made available, and tell the data user (EHDS Art. 71)."
        ),
        Reason("opt-out-exception", .covered, "National law allowed it in spite of the opt-out (EHDS Art. 71(4))."),
        Reason("erased", .notCovered, "A subject's data had been erased before.", do: "Find the copy that was used and erase it."),
        Reason(
            "members-unknown",
            .undetermined,
            "Nobody recorded whose data the dataset version holds.",
            do: "Have the holder record the members of the version."
        ),
        Reason(
            "subjects-unknown",
            .undetermined,
            "Nothing says whose data were touched.",
            do: "Have the service record subjects or dataset versions with each access."
        ),
        Reason(
            "purpose-unknown",
            .undetermined,
            "No purpose was recorded.",
            do: "Have the service record the purpose of each access."
        ),
        Reason("authorised", .covered, "The person was authorised then."),
        Reason("denied-only", .covered, "Every access was denied."),
        Reason(
            "persons-unknown",
            .undetermined,
            "The permit names no authorised persons.",
            do: "Have the access body record who is authorised (EHDS Art. 68 and 73)."
        ),
        Reason("within-permit", .covered, "Every act was within the permit."),
        Reason(
            "person-unknown",
            .undetermined,
            "Nothing says who it was.",
            do: "Have the environment record the person with each session."
        ),
        Reason(
            "purpose-prohibited",
            .notCovered,
            "The purpose is one that the law prohibits.",
            do: "Revoke the permit, stop the use, and tell the authorities (EHDS Art. 54 and 63)."
        ),
    ]
}
