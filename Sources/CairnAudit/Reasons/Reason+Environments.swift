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
            "country-unknown",
            .undetermined,
            "The country of the organisation is not recorded.",
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
        Reason("not-released", .covered, "It didn't leave."),
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
            "identity-shared",
            .notCovered,
            "One identity was used in ways that one person can't.",
            law: "EHDS Art. 73(1)(d)",
            do: "Ask the person whose identity it is, and renew the credentials."
        ),
    ]
}
