extension Question {
    /// Whether a data user stayed within a permit.
    static let e7 = Question(
        "e7",
        "EHDS Art. 61(1), 61(2), 61(3)",
        "Did the data user stay within the permit?",
        need: "you supervise a permit, or suspect misuse, sharing or re-identification",
        parameters: [.permit, .from, .to],
        columns: [
            .init("organisation", .list, "the organisation that acted"),
            .init("person", .text, "who acted, by a random id", for: .officers),
            .init("listed", .flag, "whether the permit ever named this person; empty where it names nobody"),
            .init("accesses", .count, "how many accesses and jobs under the permit"),
            .init(
                "while_not_listed",
                .count,
                "how many of them while the person wasn't authorised, or with a disabled account"
            ),
            .init(
                "outside_time",
                .count,
                "how many while the permit wasn't in force, or the organisation was suspended"
            ),
            .init("outside_datasets", .count, "how many of dataset versions that the permit doesn't name"),
            .init(
                "outside_purposes",
                .count,
                "how many for purposes that the permit doesn't allow or the law prohibits"
            ),
            .init("by_other_organisation", .count, "how many for an organisation whose permit it isn't"),
            .init(
                "sessions_outside",
                .count,
                "how many sessions lay outside the permit's time or its list, or stayed open"
            ),
            .init("denied", .count, "how many accesses were denied"),
            .init("shared_with", .list, "organisations outside the permit that data were sent to"),
            .init("incidents", .count, "how many incidents were reported"),
            .init("incident_kinds", .list, "which kinds, such as re-identification attempts"),
            .init("first_at", .time, "the first of it all, in UTC"),
            .init("last_at", .time, "the last of it all, in UTC"),
            .init("verdict", .verdict, "in order, not in order, or can't be told"),
            .init("reason", .reason, "why: the gravest where there are several"),
        ],
        cannotTell:
            """
            Attempts to re-identify and sharing that weren't noticed. Of acts within the permit only the first \
            and the last are cited: question G1 lists each act.
            """,
        sql: PackageResources.e7_sql
    ) { tally in
        guard tally.rows > 0 else {
            return "In this ledger, nothing is recorded to have been done under this permit in the period."
        }
        let wrong = tally.verdicts["not-covered"] ?? 0
        let open = tally.verdicts["undetermined"] ?? 0
        let all = "\(counted(tally.rows, "person or service", "persons and services")) acted under the permit"
        if wrong == 0, open == 0 { return all + ", and by what this ledger records all stayed within it." }
        return all + ": \(wrong) went beyond it or caused an incident"
            + (open > 0 ? ", and for \(open) it can't be told." : ".")
    }
}
