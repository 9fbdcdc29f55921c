extension Question {
    /// The record of controllers.
    static let g16 = Question(
        "g16",
        "GDPR Art. 30(1)",
        "Record of processing activities of a controller",
        need: "the authority asks for the record of processing",
        parameters: [.init("controller", .id(.organisation), "only this controller, by its organisation id")],
        columns: [
            .init("controller", .text, "(a) the controller, by its organisation id"),
            .init("name", .text, "(a) its name"),
            .init("contact", .text, "(a) its functional address"),
            .init("country", .text, "the country where it is"),
            .init("joint_controllers", .list, "(a) joint controllers, from agreements in force"),
            .init("representative", .list, "(a) its representative, from agreements in force"),
            .init("data_protection_officer", .list, "(a) the address of its data protection officer"),
            .init("purposes", .terms, "(b) the purposes of the activity"),
            .init("datasets", .list, "the datasets that the activity is declared for; all, where none are named"),
            .init("legal_basis", .terms, "the legal bases, exceptions and national provisions"),
            .init("categories", .terms, "(c) categories of subjects and data"),
            .init("recipients", .list, "(d) who received data, or may under a permit"),
            .init("third_country_recipients", .list, "(e) who received data outside the EEA"),
            .init("third_countries", .list, "(e) the countries"),
            .init("safeguards", .terms, "(e) the safeguards that were recorded"),
            .init("without_safeguard", .list, "(e) who received data without a recorded safeguard"),
            .init("time_limits", .list, "(f) time limits for erasure, as ISO 8601 periods"),
            .init("measures", .terms, "(g) security measures"),
            .init("since", .time, "since when the activity is declared, in UTC"),
            .init("until", .time, "until when all its legal bases hold, where each has an end, in UTC"),
            .init("missing", .list, "the items of Art. 30(1) that nothing on record fills"),
            .init("verdict", .verdict, "in order where every item is filled, else it can't be told"),
            .init("reason", .reason, "why"),
        ],
        cannotTell:
            """
            What the controller keeps in another record. The record has functional addresses only, no names of \
            people. Nothing says when a declared purpose ends, but the ends of its legal bases.
            """,
        sql: PackageResources.g16_sql,
        counting: ["controller"]
    ) { tally in
        guard tally.rows > 0 else { return "No processing activity and no controller is recorded in this ledger." }
        let activities = counted(tally.rows, "processing activity", "processing activities")
        let controllers = counted(tally.distinct("controller"), "controller", "controllers")
        let open = tally.reasons["record-incomplete"] ?? 0
        let missing =
            open == 0
            ? "every item of Art. 30(1) is filled."
            : "\(counted(open, "has", "have")) items of Art. 30(1) missing, see “missing”."
        return "\(activities) of \(controllers) in this ledger; \(missing)"
    }
}
