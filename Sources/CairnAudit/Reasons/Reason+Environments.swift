extension Reason {
    /// Reasons of verdicts on secure processing environments, sessions, exits and transfers.
    static let environments: [Reason] = [
        Reason("safeguard-recorded", .covered, "A safeguard for the transfer is recorded."),
        Reason("within-eea", .covered, "The country is in the European Economic Area: no safeguard is needed."),
        Reason(
            "no-safeguard",
            .notCovered,
            "No safeguard for the transfer is recorded.",
            do: "Stop the transfer, or record its safeguard (Art. 44 to 49)."
        ),
        Reason(
            "country-unknown",
            .undetermined,
            "The country of the organisation is not recorded.",
            do: "Have the institution registered with its country."
        ),
        Reason("non-personal", .covered, "Checked before it left: no personal data."),
        Reason(
            "personal-left",
            .notCovered,
            "Personal data left the environment.",
            do: "Have the files destroyed, and assess a breach (Art. 33: 72 hours)."
        ),
        Reason(
            "not-checked",
            .notCovered,
            "It left without a recorded check and approval.",
            do: "Find out who released it, and check it now (EHDS Art. 73(2))."
        ),
        Reason("not-released", .covered, "It didn't leave."),
        Reason(
            "shared-with-others",
            .notCovered,
            "Data were sent to an organisation outside the permit.",
            do: "Have the copy destroyed; report to the access body (EHDS Art. 61(2))."
        ),
        Reason(
            "workspaces-unknown",
            .undetermined,
            "Nothing records a workspace under the permit, so nothing tells whether its data are gone.",
            do: "Ask the operator of the environment, and have the workspaces recorded."
        ),
        Reason(
            "identity-shared",
            .notCovered,
            "Several people seem to use one identity.",
            do: "Ask the person, and renew the credentials (EHDS Art. 73(1)(d))."
        ),
    ]
}
