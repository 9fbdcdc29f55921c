extension Question {
    /// Whether only those whom a permit lists had sessions, each under an identity of one's own.
    static let e12 = Question(
        "e12",
        "EHDS Art. 73(1)(a), 73(1)(d)",
        "Did only listed persons work in the environment, each under a unique identity?",
        need: "you audit who used a secure processing environment under a permit",
        parameters: [.permit, .from, .to],
        columns: [
            .init("person", .text, "whose session it was, by a random id", for: .officers),
            .init("organisation", .list, "the organisation"),
            .init("listed", .flag, "whether the permit ever named this person; empty where it names nobody"),
            .init("sessions", .count, "how many sessions were opened"),
            .init("while_not_listed", .count, "how many of them while the person wasn't authorised"),
            .init("open_after_removal", .count, "how many stayed open after the authorisation had ended"),
            .init("outside_permit", .count, "how many were open while the permit wasn't in force"),
            .init("while_disabled", .count, "how many were open while the account was disabled"),
            .init("not_closed", .count, "how many have no recorded end"),
            .init(
                "in_parallel",
                .count,
                "how many began beside an open session of the same person with another client"
            ),
            .init("used_by_others", .count, "in how many somebody else acted"),
            .init("shared_identity_suspected", .flag, "whether several people seem to use the identity"),
            .init("first_at", .time, "the first session's beginning, in UTC"),
            .init("last_at", .time, "the last session's beginning, in UTC"),
            .init("verdict", .verdict, "in order, not in order, or can't be told"), .init("reason", .reason, "why"),
        ],
        cannotTell:
            """
            Who sat at the screen. Two people who share an identity one after the other, with the same client, \
            look like one. Sessions that the environment didn't record.
            """,
        sql: PackageResources.e12_sql,
        counting: ["shared_identity_suspected"]
    ) { tally in
        guard tally.rows > 0 else { return "In this ledger, no session under this permit is recorded in the period." }
        let sessions = counted(Int(tally.sum("sessions")), "session", "sessions")
        if tally.verdicts.keys.allSatisfy({ $0 == Answer.Verdict.covered.rawValue }) {
            return "\(sessions), all of persons authorised then; this ledger shows no sign of a shared identity."
        }
        let unlisted = (tally.reasons["person-outside-permit"] ?? 0) + (tally.reasons["person-disabled"] ?? 0)
        let inactive = tally.reasons["permit-not-active"] ?? 0
        let suspended = tally.reasons["organisation-suspended"] ?? 0
        let open = tally.verdicts["undetermined"] ?? 0
        return "\(sessions): \(counted(unlisted, "person", "persons")) worked without being authorised, "
            + "\(inactive) while the permit wasn't in force, "
            + (suspended > 0 ? "\(suspended) while the organisation was suspended, " : "")
            + "\(tally.count("shared_identity_suspected", "true")) may share an identity"
            + (open > 0 ? ", and for \(open) it can't be told." : ".")
    }
}
