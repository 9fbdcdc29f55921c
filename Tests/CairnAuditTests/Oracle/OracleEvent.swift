import Foundation

/// An event as it is written in a line, `family.verb WHEN {data}`: all that the oracle knows of a ledger.
///
/// The oracle restates the rules from their text and shares nothing with the statements: neither tables, nor the
/// models of events.
struct OracleEvent: Sendable {
    /// Where the event stands in the order of recording.
    let index: Int
    /// What a correction names it by.
    let id: String
    let family: String
    let verb: String
    /// When it happened, in seconds.
    let at: Int64
    /// When it was recorded, in seconds; at once, unless somebody says otherwise.
    var recorded: Int64
    let actor: [String: String]
    private let lists: [String: [String]]
    private let texts: [String: String]
    private let counts: [String: Int]

    /// Reads a line; a date alone is noon.
    init?(_ line: String, index: Int, id: String? = nil) {
        let parts = line.split(separator: " ", maxSplits: 2).map(String.init)
        guard parts.count == 3, let at = OracleEvent.seconds(parts[1]) else { return nil }
        // What is no JSON is no event.
        guard let data = try? JSONSerialization.jsonObject(with: Data(parts[2].utf8)) as? [String: Any] else {
            return nil
        }
        let type = parts[0].split(separator: ".", maxSplits: 1).map(String.init)
        guard type.count == 2 else { return nil }
        self.index = index
        self.id = id ?? "#\(index)"
        family = type[0]
        verb = type[1]
        self.at = at
        recorded = at
        lists = data.compactMapValues { $0 as? [String] }
        texts = data.compactMapValues { $0 as? String }
        counts = data.compactMapValues { $0 as? Int }
        actor = data["actor"] as? [String: String] ?? [:]
    }

    var type: String { "\(family).\(verb)" }

    /// The identifiers under a name, or `nil` where the event says nothing.
    func list(_ name: String) -> [String]? { lists[name] }

    /// The identifiers under a name, or `nil` where there are none.
    func some(_ name: String) -> [String]? { lists[name].flatMap { $0.isEmpty ? nil : $0 } }

    func text(_ name: String) -> String? { texts[name] }

    func count(_ name: String) -> Int? { counts[name] }

    func time(_ name: String) -> Int64? { texts[name].flatMap(OracleEvent.seconds) }

    /// When it takes effect.
    var effective: Int64 { time("effectiveAt") ?? at }

    func names(_ value: String, in list: String) -> Bool { lists[list]?.contains(value) == true }

    /// Seconds since 1970 of `YYYY-MM-DD` (noon) or `YYYY-MM-DDThh:mm:ssZ`.
    static func seconds(_ text: String) -> Int64? {
        let numbers = text.split { "-T:Z".contains($0) }.compactMap { Int64($0) }
        guard numbers.count == 3 || numbers.count == 6 else { return nil }
        let (year, month, day) = (numbers[1] <= 2 ? numbers[0] - 1 : numbers[0], numbers[1], numbers[2])
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let days = year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
        guard numbers.count == 6 else { return days * 86_400 + 43_200 }
        return days * 86_400 + numbers[3] * 3_600 + numbers[4] * 60 + numbers[5]
    }
}
