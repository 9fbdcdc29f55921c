extension Reason {
    /// Reasons of verdicts on secure processing environments, sessions, exits and transfers.
    static let environments: [Reason] = [
        Reason("safeguard-recorded", .covered, "A safeguard for the transfer is recorded.", law: "GDPR Art. 46"),
        Reason(
            "within-eea",
            .covered,
            "The country is in the European Economic Area: no safeguard is needed.",
            law: "GDPR Art. 44"
        ),
        Reason(
            "no-safeguard",
            .notCovered,
            "Data went to a country outside the European Economic Area, and no safeguard for it is recorded.",
            law: "GDPR Art. 44 to 49",
            do: "Stop the transfer, or have its safeguard recorded."
        ),
        Reason(
            "derogation-recorded",
            .covered,
            "A derogation for a specific situation is recorded, and no second week in which it was used.",
            law: "GDPR Art. 49(1)"
        ),
        Reason(
            "derogation-used-again",
            .undetermined,
            """
            A derogation for specific situations was used in two weeks: whether each was a situation of its own \
            can't be told.
            """,
            law: "GDPR Art. 49(1); EDPB Guidelines 2/2018",
            do: "Document the situation of each transfer, or agree on a safeguard (Art. 46)."
        ),
        Reason(
            "derogation-repeated",
            .notCovered,
            "A derogation for specific situations was used in three weeks or more: the exception became the rule.",
            law: "GDPR Art. 49(1); EDPB Guidelines 2/2018",
            do: "Stop the transfers until a safeguard is agreed on (Art. 46)."
        ),
        Reason(
            "safeguard-unknown",
            .undetermined,
            "What is recorded as the safeguard is none that the law names.",
            law: "GDPR Art. 46, 49",
            do: "Have the safeguard recorded by its article, such as eu-gdpr:A46-2-c."
        ),
        Reason(
            "country-unknown",
            .undetermined,
            "No country is recorded, or none that ISO 3166-1 names.",
            law: "GDPR Art. 44",
            do: "Have the institution registered with its country."
        ),
        Reason(
            "non-personal",
            .covered,
            "Checked and approved before it left: no personal data.",
            law: "EHDS Art. 73(2)"
        ),
        Reason(
            "personal-left",
            .notCovered,
            "Personal data left the environment.",
            law: "EHDS Art. 73(2)",
            do: "Have the files destroyed, and assess whether it is a breach (GDPR Art. 33: 72 hours)."
        ),
        Reason(
            "not-checked",
            .notCovered,
            "It left without a check and an approval that were recorded before.",
            law: "EHDS Art. 73(2)",
            do: "Check now what left, and find out who released it."
        ),
        Reason("not-released", .covered, "It didn't leave.", law: "EHDS Art. 73(2)"),
        Reason(
            "left-though-rejected",
            .notCovered,
            "It left although the last decision before was that it may not.",
            law: "EHDS Art. 73(2)",
            do: "Have the files destroyed, and find out who released them."
        ),
        Reason(
            "other-files-left",
            .notCovered,
            "Other or more files left than were asked for and checked.",
            law: "EHDS Art. 73(2)",
            do: "Check now what left, and find out who released it."
        ),
        Reason(
            "files-unknown",
            .undetermined,
            """
            Whether what left is what was checked can't be told: the request, its manifest or the number of files \
            is missing or differs.
            """,
            law: "EHDS Art. 73(2)",
            do: "Have the environment record the manifest of each request and of each release."
        ),
        Reason(
            "environment-outside-permit",
            .notCovered,
            rank: 13,
            """
            Data left the environment that the permit names by a download or a transfer, and nothing had been \
            approved to leave.
            """,
            law: "EHDS Art. 73(2)",
            do: "Have the copies destroyed, and assess whether it is a breach (GDPR Art. 33: 72 hours)."
        ),
        Reason(
            "copy-unlinked",
            .undetermined,
            rank: 34,
            """
            Data under a permit that names an environment were downloaded or sent; files had been approved to \
            leave before, and whether these were those isn't recorded.
            """,
            law: "EHDS Art. 73(2)",
            do: "Compare what was downloaded or sent with the manifests that were approved."
        ),
        Reason(
            "shared-with-others",
            .notCovered,
            "Data were sent to an organisation that the permit doesn't name.",
            law: "EHDS Art. 61(2)",
            do: "Have the copy destroyed, and report it to the access body."
        ),
        Reason(
            "workspaces-unknown",
            .undetermined,
            "No workspace is recorded under the permit, so whether its data are gone isn't known.",
            law: "EHDS Art. 68",
            do: "Ask the operator of the environment, and have the workspaces recorded."
        ),
        Reason(
            "session-shared",
            .notCovered,
            "Another person than the one who opened the session acted in it.",
            law: "EHDS Art. 73(1)(d)",
            do: "Ask the person who opened the session, and renew the credentials."
        ),
        Reason(
            "identity-shared",
            .notCovered,
            "One identity was used in ways that one person can't.",
            law: "EHDS Art. 73(1)(d)",
            do: "Ask the person whose identity it is, and renew the credentials."
        ),
    ]
}
