extension Reason {
    /// Reasons of verdicts on uses of data: who may use what, for which purpose, on which ground.
    static let use: [Reason] = [
        Reason(
            "consent",
            .covered,
            rank: 60,
            "A consent in force covered the purpose.",
            law: "GDPR Art. 6(1)(a), 9(2)(a)"
        ),
        Reason(
            "other-basis",
            .covered,
            rank: 61,
            "A legal basis other than consent covered the purpose.",
            law: "GDPR Art. 6(1)(b) to (f), 9(2)"
        ),
        Reason(
            "consent-and-other-basis",
            .covered,
            rank: 62,
            "For some persons or purposes a consent in force covered the use, for the others another legal basis.",
            law: "GDPR Art. 6(1), 9(2)"
        ),
        Reason(
            "no-consent",
            .notCovered,
            rank: 31,
            "No consent in force and no other legal basis is recorded for the purpose.",
            law: "GDPR Art. 6(1), 9(2)",
            do:
                """
                Find out on which ground it was done, and have it recorded. If there is none, stop the processing \
                and assess whether it is a breach (GDPR Art. 33: 72 hours).
                """
        ),
        Reason(
            "consent-withdrawn",
            .notCovered,
            rank: 16,
            "The person had withdrawn the consent before.",
            law: "GDPR Art. 7(3)",
            do:
                "Stop the processing, and assess whether it is a breach (GDPR Art. 33: 72 hours)."
        ),
        Reason(
            "consent-withdrawn-recorded-later",
            .notCovered,
            rank: 17,
            """
            The person had withdrawn the consent before, but this was recorded only afterwards: in order as known \
            then, not in order in fact.
            """,
            law: "GDPR Art. 7(3)",
            do: "Stop the processing, shorten the way from a withdrawal to the ledger, and document why it was late."
        ),
        Reason(
            "consent-expired",
            .notCovered,
            rank: 21,
            "The consent had expired.",
            law: "GDPR Art. 6(1)(a)",
            do: "Stop the processing until the person has consented again."
        ),
        Reason(
            "consent-invalid",
            .notCovered,
            rank: 20,
            "The consent was found not to have been valid.",
            law: "GDPR Art. 4(11), 7",
            do: "Stop the processing that is based on it, and document when this was found."
        ),
        Reason(
            "consent-refused",
            .notCovered,
            rank: 19,
            "The person had refused.",
            law: "GDPR Art. 6(1)(a)",
            do: "Stop the processing, and assess whether it is a breach (GDPR Art. 33: 72 hours)."
        ),
        Reason(
            "purpose-outside-consent",
            .notCovered,
            rank: 30,
            "A consent was in force, but for other purposes.",
            law: "GDPR Art. 5(1)(b), 6(1)(a)",
            do: "Stop the processing for this purpose, or ask for consent to it."
        ),
        Reason(
            "no-permit",
            .notCovered,
            rank: 7,
            "No permit was named, and none covers it.",
            law: "EHDS Art. 68",
            do: "Ask the organisation for its permit, or stop its access."
        ),
        Reason(
            "permit-unknown",
            .undetermined,
            rank: 36,
            "The permit that was named is not in this ledger.",
            law: "EHDS Art. 68",
            do: "Have the access body's permit recorded."
        ),
        Reason(
            "permit-not-active",
            .notCovered,
            rank: 8,
            "The permit was not in force then.",
            law: "EHDS Art. 61(1), 68",
            do: "Stop access under this permit, and report it to the access body."
        ),
        Reason(
            "dataset-outside-permit",
            .notCovered,
            rank: 9,
            "The permit doesn't name this dataset version.",
            law: "EHDS Art. 61(1)",
            do: "Stop the access, and report it to the access body."
        ),
        Reason(
            "purpose-outside-permit",
            .notCovered,
            rank: 10,
            "The permit doesn't allow this purpose.",
            law: "EHDS Art. 61(1)",
            do: "Stop the use for this purpose, and report it to the access body."
        ),
        Reason(
            "person-outside-permit",
            .notCovered,
            rank: 12,
            "The acting person was not among those that the permit names.",
            law: "EHDS Art. 73(1)(d)",
            do: "Disable this access, and report it to the access body."
        ),
        Reason(
            "restricted",
            .notCovered,
            rank: 2,
            "Processing was restricted then.",
            law: "GDPR Art. 18(2)",
            do: "Stop the processing until the restriction is lifted."
        ),
        Reason(
            "opted-out-before-approval",
            .notCovered,
            rank: 14,
            "A person had opted out before the permit was approved.",
            law: "EHDS Art. 71(3)",
            do: "Exclude the person from what was made available, and inform the data user."
        ),
        Reason(
            "opt-out-exception",
            .covered,
            rank: 59,
            "National law allowed the use in spite of the opt-out.",
            law: "EHDS Art. 71(4)"
        ),
        Reason(
            "erased",
            .notCovered,
            rank: 0,
            "A person's data had been erased before.",
            law: "GDPR Art. 17",
            do: "Find the copy that was used, and erase it."
        ),
        Reason(
            "members-unknown",
            .undetermined,
            rank: 38,
            "Whose data the dataset version holds is not recorded, or not for all of them.",
            do: "Have the holder record the members of the version."
        ),
        Reason(
            "subjects-unknown",
            .undetermined,
            rank: 37,
            "Whose data were touched is not recorded.",
            do: "Have the service record persons or dataset versions with each access."
        ),
        Reason(
            "purpose-unknown",
            .undetermined,
            rank: 35,
            "No purpose was recorded, or one that no vocabulary has.",
            law: "GDPR Art. 5(1)(b)",
            do: "Have the service record the purpose of each access by its term."
        ),
        Reason("authorised", .covered, "The acting person was authorised then.", law: "EHDS Art. 73(1)(a)"),
        Reason("denied-only", .covered, "Every access was denied."),
        Reason(
            "persons-unknown",
            .undetermined,
            "The permit names no authorised persons.",
            law: "EHDS Art. 73(1)(a)",
            do: "Have the access body's list of authorised persons recorded."
        ),
        Reason("within-permit", .covered, "Every act was within the permit.", law: "EHDS Art. 61(1)"),
        Reason(
            "person-unknown",
            .undetermined,
            rank: 39,
            "Who acted is not recorded.",
            law: "EHDS Art. 73(1)(d)",
            do: "Have the service or environment record the acting person each time."
        ),
        Reason(
            "prohibited-purpose",
            .notCovered,
            rank: 4,
            "The law prohibits the purpose.",
            law: "EHDS Art. 54",
            do: "Stop the use, and report it to the access body, which decides on the permit (EHDS Art. 63)."
        ),
    ]
}
