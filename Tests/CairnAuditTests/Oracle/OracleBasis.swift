/// One legal basis other than consent, as it stands at a time: asserted, changed (what a change doesn't say stays),
/// ended or run out.
///
/// It reaches the datasets, the persons and the permits that it names; where it names a controller alone, what that
/// controller's people do.
struct OracleBasis {
    struct Standing {
        var article6 = ""
        var article9: String?
        var purposes: [String]?
        var datasets: [String] = []
        var subjects: [String] = []
        var permits: [String] = []
        var controller: String?
        var validFrom: Int64?
        var validUntil: Int64?
        /// When it was last said to be so.
        var said: Int64 = 0
        var isEnded = false

        mutating func take(_ event: OracleEvent) {
            article6 = event.text("article6") ?? article6
            article9 = event.text("article9") ?? article9
            purposes = event.list("purposes") ?? purposes
            datasets = event.list("datasets") ?? datasets
            subjects = event.list("subjects") ?? subjects
            permits = event.list("permits") ?? permits
            controller = event.text("controller") ?? controller
            validFrom = event.time("validFrom") ?? validFrom
            validUntil = event.time("validUntil") ?? validUntil
            said = event.at
        }

        func holds(at time: Int64) -> Bool {
            !isEnded && validFrom.map { $0 <= time } ?? true && validUntil.map { time < $0 } ?? true
        }

        var isForCare: Bool { article9 == "eu-gdpr:A9-2-h" }
        var isOpenToObjection: Bool { ["eu-gdpr:A6-1-e", "eu-gdpr:A6-1-f"].contains(article6) }
        var isOfControllerAlone: Bool { datasets.isEmpty && subjects.isEmpty && permits.isEmpty }
    }

    let basis: String
    private let steps: [OracleStep]

    init(_ ledger: OracleLedger, basis: String) {
        self.basis = basis
        steps = OracleLedger.order(
            ledger.events("legal-basis").filter { $0.text("basis") == basis }.map {
                OracleStep($0, time: OracleBasis.time($0), restricts: $0.verb == "ended")
            }
        )
    }

    /// From when it counts: a change from the time on that it says, an assertion from when it was said.
    private static func time(_ event: OracleEvent) -> Int64 {
        let from = event.time("validFrom") ?? event.at
        return switch event.verb {
        case "asserted": min(from, event.at)
        case "changed": from
        default: event.effective
        }
    }

    static func all(_ ledger: OracleLedger) -> [OracleBasis] {
        Set(ledger.events("legal-basis").compactMap { $0.text("basis") }).sorted().map {
            OracleBasis(ledger, basis: $0)
        }
    }

    /// The times before another at which it may have come into force or become another.
    func changes(before time: Int64) -> [Int64] {
        steps.flatMap { [$0.time] + [$0.event.time("validFrom")].compactMap(\.self) }.filter { $0 < time }
    }

    /// What it says at a time; `nil` before it was asserted.
    func standing(at time: Int64) -> Standing? {
        var now: Standing?
        for step in steps where step.time <= time {
            switch step.event.verb {
            case "asserted":
                var new = Standing()
                new.take(step.event)
                now = new
            case "changed":
                let begins = now?.validFrom
                now?.take(step.event)
                now?.validFrom = begins
            default: now?.isEnded = true
            }
        }
        return now
    }
}
