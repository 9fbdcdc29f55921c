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
            .init("consent", "the consent's id"), .init("version", "its version"),
            .init(
                "state_then",
                "given, withdrawn, revoked, expired, refused, requested, deferred or invalid, at the time asked about"
            ),
            .init("state_since", "since when, in UTC"), .init("purposes", "what it covers, or covered before it ended"),
            .init("covers_purpose", "whether that includes the purpose asked about"),
            .init("controller", "to whom it was given"),
            .init("notice", "the information that was given"), .init("notice_hash", "the hash of its text"),
            .init("language", "its language"), .init("method", "how consent was expressed"),
            .init("given_at", "when, in UTC"), .init("expressed_by", "self, guardian or representative"),
            .init("form_hash", "the hash of the signed form"),
            .init("valid_until", "until when it was to hold, in UTC"),
            .init("out_of_order", "steps that should not have come after those before them"),
            .init("verdict", "covered or not covered"), .init("reason", "why"),
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
