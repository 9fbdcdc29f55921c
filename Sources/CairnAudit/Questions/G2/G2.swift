extension Question {
    /// Whether a subject had consented.
    static let g2 = Question(
        "g2",
        "GDPR Art. 7(1)",
        "Had this person consented to this purpose at this time?",
        need: "somebody doubts that a person had agreed",
        parameters: [
            .subject, .init("purpose", .term, "the purpose, as a term of DPV, the EHDS or DUO", required: true),
        ],
        columns: [
            .init("consent", .text, "the consent's id"), .init("version", .text, "its version"),
            .init(
                "state_then",
                .text,
                """
                given, withdrawn, revoked, expired, refused, requested, deferred, invalid, order (its steps contradict \
                each other) or none, at the time asked about
                """
            ),
            .init("state_since", .time, "since when, in UTC"),
            .init("purposes", .terms, "what it covers, or covered before it ended"),
            .init("withdrawn", .terms, "what was withdrawn since, with all that falls under it"),
            .init(
                "covers_purpose",
                .flag,
                "whether what was agreed and not withdrawn includes the purpose asked about"
            ),
            .init("conditions", .list, "the conditions of use that it carries"),
            .init("categories", .terms, "the categories of data that it names"),
            .init("controller", .text, "to whom it was given"),
            .init("notice", .text, "the information that was given"),
            .init("notice_given_at", .time, "when that was first given to the person, in UTC"),
            .init("notice_hash", .text, "the hash of its text"),
            .init("language", .text, "its language"), .init("method", .terms, "how consent was expressed"),
            .init("given_at", .time, "when, in UTC"), .init("expressed_by", .terms, "self, guardian or representative"),
            .init("form_hash", .text, "the hash of the signed form"),
            .init("valid_until", .time, "until when it was to hold, in UTC"),
            .init(
                "missing",
                .list,
                """
                what proof is not on record: notice, notice-before-consent (it was not given by then), method, \
                form, expressedBy
                """
            ),
            .init("verdict", .verdict, "in order where a consent in force covered the purpose"),
            .init("reason", .reason, "why"),
        ],
        cannotTell:
            """
            Whether the person understood, and whether the form behind the hash says the same: compare the form with \
            its hash. Who signed the entry is in the evidence. Conditions and categories are shown, and not judged here.
            """,
        sql: PackageResources.g2_sql,
        counting: ["state_then"]
    ) { tally in
        let covered = tally.verdicts["covered"] ?? 0
        let open = tally.verdicts["undetermined"] ?? 0
        if tally.count("state_then", "none") > 0 {
            return "No: no consent of this person is recorded in this ledger by then."
        }
        if covered > 0 {
            return "Yes: a consent in force covered this purpose at that time."
                + (tally.filled("missing") > 0 ? " Proof is missing: see the column missing." : "")
        }
        let why = tally.reasons.keys.sorted().compactMap { Reason.named($0)?.meaning.lowercasedFirst }
        return (open > 0 ? "It can't be told: " : "No: ") + why.joined(separator: "; ").droppingStop + "."
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
