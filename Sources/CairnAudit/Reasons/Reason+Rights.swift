extension Reason {
    /// Reasons of verdicts on the rights of persons: consents, opt-outs, objections, restrictions, erasure.
    static let rights: [Reason] = [
        Reason("kept", .undetermined, "It remains, on the ground that is named.", do: "Check that the ground holds."),
        Reason(
            "still-there",
            .notCovered,
            "The person's data are still in it.",
            do:
                """
                Exclude the person from the next version and from what is made available, or record the ground to \
                keep the data.
                """
        ),
        Reason(
            "not-left-out-yet",
            .undetermined,
            """
            The person had opted out before the approval and is still in it; nothing is recorded as made \
            available so far.
            """,
            law: "EHDS Art. 71(3)",
            do: "Exclude the person before anything is made available under the permit."
        ),
        Reason("removed", .covered, "The person's data were taken out."),
        Reason(
            "used-after-withdrawal",
            .notCovered,
            "The person's data were used after the withdrawal, and nothing else covered it.",
            law: "GDPR Art. 7(3), 6(1)",
            do: "Find out why they were still used, and assess whether it is a breach (GDPR Art. 33: 72 hours)."
        ),
        Reason(
            "opted-out-after-approval",
            .covered,
            "Only permits that were approved before the opt-out name what still holds the person: it doesn't touch them.",
            law: "EHDS Art. 71(3)"
        ),
    ]
}
