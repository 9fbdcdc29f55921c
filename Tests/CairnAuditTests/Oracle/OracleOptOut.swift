/// One person's opt-outs from secondary use: parts, each of a scope and a category; no scope and no category is
/// everything.
///
/// Taking a part back ends that part alone; taking everything back ends all. What is left of "everything" without a
/// part still holds for images, unless images are the part. A part that isn't images says nothing about images, and
/// nobody can tell what it means for them.
struct OracleOptOut {
    enum Effect { case none, out, unknown }

    struct Part: Hashable {
        let scope: String
        let category: String?

        var isEverything: Bool { scope == "all" && category == nil }
        var isImages: Bool { isEverything || OracleOptOut.images.contains(scope) && category == nil }
    }

    static let images: Set<String> = ["imaging", "images"]
    private let steps: [OracleStep]

    init(_ ledger: OracleLedger, subject: String) {
        steps = OracleLedger.order(
            ledger.events("opt-out").filter { $0.verb != "exception-applied" && $0.names(subject, in: "subjects") }
                .map { OracleStep($0, restricts: $0.verb == "registered") }
        )
    }

    private static func parts(_ event: OracleEvent) -> [Part] {
        let scope = event.text("scope") ?? "all"
        return event.some("categories")?.map { Part(scope: scope, category: $0) } ?? [Part(scope: scope, category: nil)]
    }

    /// The parts that stand at a time, and what was taken back of "everything".
    func standing(at time: Int64) -> (parts: Set<Part>, back: Set<Part>) {
        var (standing, back): (Set<Part>, Set<Part>) = ([], [])
        for step in steps where step.time <= time {
            for part in OracleOptOut.parts(step.event) {
                if step.event.verb == "registered" {
                    standing.insert(part)
                    back = part.isEverything ? [] : back
                } else if part.isEverything {
                    (standing, back) = ([], [])
                } else {
                    standing = standing.filter {
                        $0.isEverything || !($0.scope == part.scope || part.scope == "all")
                            || !(part.category == nil || $0.category == part.category)
                    }
                    back.insert(part)
                }
            }
        }
        return (standing, back)
    }

    /// Each part as it was registered, until the first later step that takes back it, its scope, or everything.
    func registrations() -> [(part: Part, starts: Int64, ends: Int64?)] {
        steps.filter(\.restricts).flatMap { step in
            OracleOptOut.parts(step.event).map { part in
                let ends = steps.filter { later in
                    !later.restricts && later.time > step.time
                        && OracleOptOut.parts(later.event).contains { back in
                            (back.scope == "all" || back.scope == part.scope)
                                && (back.category == nil || back.category == part.category)
                        }
                }
                return (part, step.time, ends.map(\.time).min())
            }
        }
    }

    /// Since when what stands at a time has stood, the earliest part of it.
    func since(_ time: Int64) -> Int64? {
        let times = Set(steps.map(\.time)).filter { $0 <= time }.sorted(by: >)
        return standing(at: time).parts.compactMap { part in
            times.prefix { standing(at: $0).parts.contains(part) }.last
        }
        .min()
    }

    /// What the opt-outs mean for images at a time.
    func effect(at time: Int64) -> Effect {
        let now = standing(at: time)
        if now.parts.isEmpty { return .none }
        let areImagesBack = now.back.contains { OracleOptOut.images.contains($0.scope) && $0.category == nil }
        let isOut = now.parts.contains { $0.isImages && !($0.isEverything && areImagesBack) }
        return isOut ? .out : .unknown
    }

    /// Whether national law lifted opt-outs for a permit and a version by a time (Article 71(4)): in effect by its
    /// own time.
    static func isLifted(_ ledger: OracleLedger, permit: String, version: String?, at time: Int64) -> Bool {
        ledger.events("opt-out").contains { event in
            guard event.verb == "exception-applied", event.names(permit, in: "permits"), event.at <= time else {
                return false
            }
            guard let datasets = event.some("datasets") else { return true }
            return version.map { version in datasets.contains { oracleNames($0, version) } } ?? false
        }
    }
}
