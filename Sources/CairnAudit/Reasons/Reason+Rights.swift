extension Reason {
    /// Reasons of verdicts on the rights of persons: consents, opt-outs, objections, restrictions, erasure.
    static let rights: [Reason] = [
        Reason("opted-out-after-approval", .covered, "The opt-out came after the permit was approved: it doesn't touch it."),
        Reason("kept", .undetermined, "It remains, for the ground that is named."),
        Reason(
            "still-there",
            .notCovered,
            "The subject is still in it.",
            do: "Exclude the subject from the next version, and from what is made available."
        ),
        Reason("removed", .covered, "The subject was taken out."),
    ]
}
