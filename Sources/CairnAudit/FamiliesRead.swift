import CairnModel

/// The families of events that a statement over the projections reads, found by the tables that its text names, and the
/// functions that it calls.
package struct FamiliesRead: Sendable, Equatable {
    /// The tables, those of terms and of the state of the projections left out.
    package let tables: Set<String>
    /// Whether events of every family are read.
    package let isOfAll: Bool

    /// Finds them in the text of a statement.
    package init(_ sql: String) {
        var tables: Set<String> = []
        var isOfAll = false
        var met: Set<String> = []
        var texts = [sql]
        while let text = texts.popLast() {
            let words = SQLWords.words(of: text)
            tables.formUnion(FamiliesRead.tables(words))
            isOfAll = isOfAll || FamiliesRead.readsEveryEvent(words)
            for name in FamiliesRead.called(words) where met.insert(name).inserted {
                texts.append(RuleFunctions.texts[name] ?? "")
            }
        }
        self.tables = tables
        self.isOfAll = isOfAll
    }

    /// The families, where they are not all.
    ///
    /// `event` and `reference` add none: they are joined by entry with the tables of families, or with what came of
    /// them.
    package var names: Set<String> {
        tables.reduce(into: []) { $0.formUnion(FamiliesRead.families[$1] ?? []) }
    }

    /// Whether events of this type are read.
    func contains(_ type: EventType) -> Bool { isOfAll || names.contains(type.family) }

    /// The families of each projection; none where it shows events of every family.
    private static let families = Dictionary(uniqueKeysWithValues: Projection.all.map { ($0.name, $0.families) })

    private static func tables(_ words: [String]) -> Set<String> {
        let local = zip(words, zip(words.dropFirst(), words.dropFirst(2))).filter {
            $0.1.0 == "AS" && ["(", "MATERIALIZED"].contains($0.1.1)
        }.map(\.0)
        let named = Set(named(words)).subtracting(local)
        return Set(named.flatMap { ProjectionViews.tables(of: $0) }).intersection(families.keys)
    }

    /// What stands where a table may stand.
    private static func named(_ words: [String]) -> [String] {
        zip(words, words.dropFirst()).filter { $0.0 == "FROM" || $0.0 == "JOIN" }.map(\.1)
    }

    /// Whether `event` stands for itself, and isn't joined by entry.
    private static func readsEveryEvent(_ words: [String]) -> Bool {
        words.indices.contains { place in
            guard ProjectionViews.tables(of: words[place]).first == "event", place > 0,
                ["FROM", "JOIN"].contains(words[place - 1])
            else { return false }
            let next = words[(place + 1)...].prefix(6)
            guard words[place - 1] == "JOIN", let alias = next.first else { return true }
            return Array(next) != [alias, "ON", alias, ".", "idx", "="]
        }
    }

    /// The functions that are called, and the views that are read.
    private static func called(_ words: [String]) -> [String] {
        zip(words, words.dropFirst()).filter { $0.1 == "(" }.map(\.0).filter { RuleFunctions.texts[$0] != nil }
            + named(words).filter { RuleFunctions.texts[$0] != nil }
    }
}
