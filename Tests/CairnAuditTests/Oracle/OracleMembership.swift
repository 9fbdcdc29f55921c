/// Whose data a version holds at a time: what was added, from then on; who was in the version before when it was
/// released, unless left out by then; without who was removed or excluded, from then on.
struct OracleMembership {
    private let events: [OracleEvent]
    private let owners: [String: Set<String>]

    init(_ ledger: OracleLedger) {
        events = ledger.events("dataset")
        var owners: [String: Set<String>] = [:]
        for event in ledger.events("image") where event.verb.hasSuffix("received") {
            for asset in event.list("assets") ?? [] {
                owners[asset, default: []].formUnion(event.list("subjects") ?? [])
            }
        }
        self.owners = owners
    }

    /// Whose an asset is, as far as it is recorded.
    func owners(of asset: String) -> Set<String> { owners[asset] ?? [] }

    /// The series and studies that were received with an asset, itself among them.
    func family(of asset: String, _ ledger: OracleLedger) -> Set<String> {
        Set(
            ledger.events("image").filter { $0.verb.hasSuffix("received") && $0.names(asset, in: "assets") }
                .flatMap { $0.list("assets") ?? [] }
        )
        .union([asset])
    }

    /// The versions of a dataset that were released, or of which a member was recorded, by a time; before there was
    /// any, the first that came.
    func versions(of name: String, at time: Int64) -> [String] {
        var since: [String: Int64] = [:]
        for event in events where ["version-released", "members-added", "members-removed"].contains(event.verb) {
            for version in event.list("datasets") ?? [] where version.contains("@") && oracleDataset(version) == name {
                since[version] = min(since[version] ?? .max, event.at)
            }
        }
        let first = since.values.min() ?? .max
        return since.filter { $0.value <= max(time, first) }.keys.sorted()
    }

    private func release(_ version: String) -> OracleEvent? {
        events.filter { $0.verb == "version-released" && $0.names(version, in: "datasets") }
            .max { ($0.at, $0.index) < ($1.at, $1.index) }
    }

    /// The steps by which persons came in and went out.
    private func steps(_ version: String, _ depth: Int) -> [(subject: String, time: Int64, isIn: Bool, index: Int)] {
        var steps: [(subject: String, time: Int64, isIn: Bool, index: Int)] = []
        var out: [String: [Int64]] = [:]
        for event in events where event.names(version, in: "datasets") {
            guard ["members-added", "members-removed", "member-excluded"].contains(event.verb) else { continue }
            let isIn = event.verb == "members-added"
            let resolved = isIn ? (event.list("assets") ?? []).flatMap { owners(of: $0) } : []
            for subject in Set((event.list("subjects") ?? []) + resolved) {
                steps.append((subject, event.at, isIn, event.index))
                if !isIn { out[subject, default: []].append(event.at) }
            }
        }
        if depth > 0, let release = release(version), let previous = release.text("previous") {
            for subject in members(of: previous, at: release.at, depth - 1) {
                let isLeftOut = out[subject]?.contains { $0 <= release.at } ?? false
                if !isLeftOut { steps.append((subject, release.at, true, release.index)) }
            }
        }
        return steps.sorted { ($0.time, $0.isIn ? 0 : 1, $0.index) < ($1.time, $1.isIn ? 0 : 1, $1.index) }
    }

    func members(of version: String, at time: Int64) -> Set<String> { members(of: version, at: time, 8) }

    private func members(of version: String, at time: Int64, _ depth: Int) -> Set<String> {
        var members: Set<String> = []
        for step in steps(version, depth) where step.time <= time {
            if step.isIn { members.insert(step.subject) } else { members.remove(step.subject) }
        }
        return members
    }

    /// The times in which a version held a person.
    func stays(of subject: String, in version: String) -> [Range<Int64>] {
        let times = Set(steps(version, 8).filter { $0.subject == subject }.map(\.time)).sorted()
        let ends = times.dropFirst() + [.max]
        return zip(times, ends).filter { members(of: version, at: $0.0).contains(subject) }.map { $0..<$1 }
    }

    /// Whether there are members whom nobody recorded: fewer were ever known than were released.
    func isIncomplete(_ version: String) -> Bool {
        let ever = Set(steps(version, 8).filter(\.isIn).map(\.subject))
        guard let count = release(version)?.count("subjectCount") else { return ever.isEmpty }
        return ever.count < count
    }

    /// The series that are recorded as members of a version.
    func assets(of version: String) -> Set<String> {
        Set(
            events.filter { $0.verb == "members-added" && $0.names(version, in: "datasets") }
                .flatMap { $0.list("assets") ?? [] }
        )
    }

    /// Whether a version must not be used at a time.
    func isInvalidated(_ version: String, at time: Int64) -> Bool {
        let steps = events.filter { event in
            ["invalidated", "reactivated"].contains(event.verb)
                && event.list("datasets")?.contains { oracleNames($0, version) } == true
        }
        .map { OracleStep($0, restricts: $0.verb == "invalidated") }
        return OracleLedger.order(steps).last { $0.time <= time }?.event.verb == "invalidated"
    }

    /// Since when a version must not be used that must not be used at a time.
    func invalidSince(_ version: String, at time: Int64) -> Int64? {
        let times = Set(events.filter { $0.verb == "invalidated" || $0.verb == "reactivated" }.map(\.effective))
        return times.filter { $0 <= time }.sorted(by: >).prefix { isInvalidated(version, at: $0) }.last
    }

    /// The terms of use of a version.
    func dataUse(of version: String) -> [String] { release(version)?.list("dataUse") ?? [] }

    /// Who is responsible for a dataset.
    func controller(of version: String) -> String? {
        events.filter { $0.verb == "created" && $0.names(oracleDataset(version), in: "datasets") }
            .max { ($0.at, $0.index) < ($1.at, $1.index) }?.text("controller")
    }
}
