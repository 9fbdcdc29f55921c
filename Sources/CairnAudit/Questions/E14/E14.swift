extension Question {
    /// What left secure environments.
    static let e14 = Question(
        "e14",
        "EHDS Art. 73(2)",
        "Did only non-personal data leave the secure environment?",
        need: "you must show that nobody carried personal data out",
        parameters: [.init("environment", .id(.environment), "the environment"), .somePermit, .from, .to],
        columns: [
            .init("egress", .text, "the request to take something out; empty where data left without one"),
            .init("environment", .list, "the environments that the request, its session or its permit name"),
            .init("permit", .list, "the permits"),
            .init("kind", .terms, "model, aggregate, figure or another kind"),
            .init("asked_at", .time, "when it was asked for, or when data first left without a request, in UTC"),
            .init("checker", .text, "who checked it, by a random id", for: .officers),
            .init("method", .text, "how it was checked"),
            .init("decision", .text, "approved or rejected, the last time"),
            .init("decision_reason", .text, "why"),
            .init("decided_at", .time, "when, in UTC"),
            .init("releases", .count, "how often something left under this request"),
            .init("released_at", .time, "when it first left, in UTC"),
            .init("files", .count, "how many files left"),
            .init("manifest", .list, "the Merkle roots over the files that left"),
            .init("personal", .flag, "whether anybody recorded that personal data were in it"),
            .init("downloads", .count, "how many downloads under the permit went past every request"),
            .init("transfers", .count, "how many copies under the permit were sent past every request"),
            .init(
                "verdict",
                .verdict,
                "in order where nothing left, or what left was checked before, approved and not personal"
            ),
            .init("reason", .reason, "why; of several releases, the worst"),
        ],
        cannotTell:
            """
            Whether a check was right, and what left without being recorded. A trained model may hold personal \
            data: whether a model that was released went through a check is seen only where the request to take \
            it out is recorded. Downloads and copies past every request stand once for each permit: on its first \
            request here that is not in order, or else on a row of their own.
            """,
        sql: PackageResources.e14_sql
    ) { tally in
        guard tally.rows > 0 else {
            return
                "In this ledger, nothing is recorded to have left, or to have been asked for, in what was asked about."
        }
        let requests = tally.filled("egress")
        let left = tally.filled("released_at")
        let inOrder = tally.reasons["non-personal"] ?? 0
        let unknown = tally.reasons["files-unknown"] ?? 0
        var sentences = [
            "\(counted(requests, "request", "requests")) to take something out: under \(requests - left) nothing left, under \(inOrder) only checked, non-personal data left, under \(left - inOrder - unknown) something left unchecked, other than approved, or personal, and for \(unknown) it can't be told."
        ]
        let downloads = Int(tally.sum("downloads"))
        let transfers = Int(tally.sum("transfers"))
        if downloads + transfers > 0 {
            sentences.append(
                "Past every request, data were downloaded \(counted(downloads, "time", "times")) and sent to others \(counted(transfers, "time", "times")) under permits that name an environment."
            )
        }
        return sentences.joined(separator: " ")
    }
}
