import Foundation

/// A decision and what it should have been, as far as an access in a ledger can say it: without claims, emergencies and
/// what isn't sealed yet.
struct DecisionCase {
    let id: String
    /// The events, the access last.
    let lines: [String]
    let verdict: String
    let reason: String

    private static let verdicts = ["permit": "covered", "deny": "not-covered", "undetermined": "undetermined"]
    private static let types = [
        "query": "access.queried", "view": "access.viewed", "read": "access.read", "download": "access.downloaded",
        "train": "job.started",
    ]

    /// Reads a row of id, group, events, request, outcome and reason; `nil` where no access says it.
    init?(_ row: String) throws {
        let fields = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        let events = try JSONSerialization.jsonObject(with: Data(fields[2].utf8)) as? [[Any]] ?? []
        let request = try JSONSerialization.jsonObject(with: Data(fields[3].utf8)) as? [String: Any] ?? [:]
        guard let type = DecisionCase.types[request["action"] as? String ?? "read"],
            let purposes = request["purposes"] as? [String], !purposes.isEmpty,
            request["state"] == nil, request["context"] as? String != "emergency",
            (request["claims"] as? [String: Any])?.isEmpty ?? true
        else { return nil }
        var data: [String: Any] = ["purposes": purposes]
        if let dataset = request["dataset"] as? String { data["datasets"] = [dataset] }
        if let permit = request["permit"] as? String { data["permits"] = [permit] }
        for name in ["subjects", "assets", "basis"] { data[name] = request[name] }
        if let actor = request["actor"] as? [String: String], !actor.isEmpty {
            // Who has no id is no actor.
            guard actor["id"] != nil else { return nil }
            data["actor"] = actor
        }
        if request["context"] as? String == "care" {
            let care = events.compactMap { $0[2] as? [String: Any] }
                .first { ($0["article9"] as? String)?.hasSuffix("A9-2-h") == true }
            guard let basis = care?["basis"] else { return nil }
            data["basis"] = basis
        }
        if type == "access.queried" { data["queryClass"] = "x" }
        if type == "job.started" { data["job"] = "job-asked" }
        id = fields[0]
        verdict = DecisionCase.verdicts[fields[4]] ?? ""
        reason = fields[5] == "permit-missing" ? "no-permit" : fields[5]
        lines = try (events + [[type, request["at"] ?? "", data]]).map { event in
            let json = try JSONSerialization.data(withJSONObject: event[2], options: [.sortedKeys])
            return "\(event[0]) \(event[1]) " + String(decoding: json, as: UTF8.self).replacing("\\/", with: "/")
        }
    }
}
