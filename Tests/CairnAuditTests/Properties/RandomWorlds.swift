/// Many worlds in one ledger: their events interleaved, so that one place in the order of recording cuts each world
/// somewhere else.
struct RandomWorlds {
    let seed: UInt64
    let worlds: [RandomWorld]
    /// The lines, in the order of recording; `{id N}` is the id of the Nth line, from 1.
    let lines: [String]
    /// The events of each world, with their places in the order of recording, from 0.
    let events: [[OracleEvent]]
    /// The events that reach into other worlds, too.
    private let common: [OracleEvent]

    init(seed: UInt64, count: Int) {
        self.seed = seed
        let worlds = (0..<count).map { RandomWorld(seed: seed, number: $0) }
        var numbers = SeededNumbers(seed: seed)
        var order = worlds.enumerated().flatMap { world, made in Array(repeating: world, count: made.lines.count) }
        for place in order.indices.reversed() { order.swapAt(place, numbers.below(place + 1)) }
        var places = Array(repeating: [Int](), count: count)
        for (place, world) in order.enumerated() { places[world].append(place) }
        var lines = Array(repeating: "", count: order.count)
        var events: [[OracleEvent]] = []
        for (world, made) in worlds.enumerated() {
            let own = places[world]
            events.append(
                zip(made.lines, own).compactMap { line, place in
                    let text = line.text { "{id \(own[$0] + 1)}" }
                    lines[place] = text
                    var event = OracleEvent(text, index: place, id: "{id \(place + 1)}")
                    // Some steps are recorded long after they took effect.
                    if numbers.chance(40) { event?.recorded += Int64(numbers.below(60)) * 43_200 }
                    return event
                }
            )
        }
        // Whose a restricted series is may be recorded too late for somebody: then it may be in any version.
        let restrictions = Set(
            events.joined().filter { $0.family == "restriction" && $0.list("assets") != nil }
                .compactMap { $0.text("restriction") }
        )
        common = events.joined().filter { event in
            event.family == "restriction" && restrictions.contains(event.text("restriction") ?? "")
                || ["image", "correction"].contains(event.family)
        }
        (self.worlds, self.lines, self.events) = (worlds, lines, events)
    }

    /// What a world's ledger says to somebody who knows so many entries and asks about a time.
    func ledger(_ world: Int, known: Int = .max, then: Int64 = .max, _ terms: OracleTerms) -> OracleLedger {
        let own = events[world]
        let indexes = Set(own.map(\.index))
        let others = common.filter { !indexes.contains($0.index) }
        return OracleLedger(own + others, known: known, then: then, terms: terms)
    }
}
