extension Question {
    /// Whether a subject had consented.
    static let g2 = Question(
        "g2",
        "GDPR Art. 7(1)",
        "Had this subject consented to this purpose at this time?",
        need: "somebody doubts that a patient had agreed",
        parameters: [
            .subject, .init("purpose", .term, "the purpose, as a term of DPV, the EHDS or DUO", required: true),
        ],
        columns: [
            .init("consent", .text, "the consent's id"), .init("version", .text, "its version"),
            .init(
                "state_then",
                .text,
                "given, withdrawn, revoked, expired, refused, requested, deferred or invalid, at the time asked about"
            ),
            .init("state_since", .time, "since when, in UTC"),
            .init("purposes", .terms, "what it covers, or covered before it ended"),
            .init("covers_purpose", .flag, "whether that includes the purpose asked about"),
            .init("controller", .text, "to whom it was given"),
            .init("notice", .text, "the information that was given"),
            .init("notice_hash", .text, "the hash of its text"),
            .init("language", .text, "its language"), .init("method", .terms, "how consent was expressed"),
            .init("given_at", .time, "when, in UTC"), .init("expressed_by", .terms, "self, guardian or representative"),
            .init("form_hash", .text, "the hash of the signed form"),
            .init("valid_until", .time, "until when it was to hold, in UTC"),
            .init("out_of_order", .text, "steps that should not have come after those before them"),
            .init("verdict", .verdict, "covered or not covered"), .init("reason", .reason, "why"),
        ],
        cannotTell:
            "Whether the subject understood, and whether the form behind the hash says the same: compare the form with its hash. Who signed the entry is in the evidence.",
        sql: PackageResources.g2_sql
    ) { tally in
        if tally.rows == 0 { return "No: no consent of this subject is recorded by then." }
        if (tally.verdicts["covered"] ?? 0) > 0 { return "Yes: a consent in force covered this purpose at that time." }
        let why = tally.reasons.keys.sorted().compactMap { Reason.named($0)?.meaning.lowercasedFirst }
        return "No: " + why.joined(separator: "; ").droppingStop + "."
    }
}

extension String {
    /// With a small first letter.
    var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
    /// Without the full stops at the ends of sentences.
    var droppingStop: String {
        replacing(".; ", with: "; ").hasSuffix(".") ? String(replacing(".; ", with: "; ").dropLast()) : self
    }
}
