extension Reason {
    /// Reasons of verdicts on what is due by when.
    ///
    /// The law is the question's, which sets the time limit.
    static let deadlines: [Reason] = [
        Reason("in-time", .covered, "Done in time."),
        Reason("late", .notCovered, "Done after the time limit.", do: "Document the reason for the delay."),
        Reason("open", .covered, "Still to be done; the time limit hasn't passed."),
        Reason(
            "overdue",
            .notCovered,
            "Not recorded as done, and the time limit has passed.",
            do: "Do it now and document the reason for the delay, or have it recorded that it was done."
        ),
        Reason("no-deadline", .undetermined, "No time limit is recorded.", do: "Have the time limit recorded."),
        Reason(
            "publication-unknown",
            .undetermined,
            "Nothing records whether it was made public.",
            law: "EHDS Art. 57(1)(j)",
            do: "Look it up in the public register, and have the date recorded."
        ),
        Reason(
            "duration-allowed",
            .covered,
            "The permit lasts no longer than ten years, or twenty where it was extended once.",
            law: "EHDS Art. 68(12)"
        ),
        Reason(
            "duration-too-long",
            .notCovered,
            "The permit lasts longer than ten years, or twenty where it was extended once.",
            law: "EHDS Art. 68(12)",
            do: "Have the access body shorten the permit."
        ),
        Reason(
            "review-overdue",
            .notCovered,
            "The review of the impact assessment is overdue.",
            law: "GDPR Art. 35(11)",
            do: "Review the assessment now."
        ),
    ]
}
