extension Reason {
    /// Reasons of verdicts on what is due by when.
    static let deadlines: [Reason] = [
        Reason("in-time", .covered, "Done in time."),
        Reason("late", .notCovered, "Done too late.", do: "Document the reason for the delay."),
        Reason("open", .covered, "Still to be done, in time."),
        Reason("overdue", .notCovered, "Not done, and the time is over.", do: "Do it now, and document the reason for the delay."),
        Reason("no-deadline", .undetermined, "No time was set."),
        Reason(
            "publication-unknown",
            .undetermined,
            "Nothing records whether it was made public.",
            do: "Look it up in the public register."
        ),
        Reason("duration-allowed", .covered, "The permit lasts no longer than ten years, or twenty where it was extended."),
        Reason(
            "duration-too-long",
            .notCovered,
            "The permit lasts longer than it may.",
            do: "Have the access body shorten it (EHDS Art. 68)."
        ),
        Reason(
            "review-overdue",
            .notCovered,
            "The impact assessment should have been reviewed.",
            do: "Review it now (Art. 35(11))."
        ),
    ]
}
