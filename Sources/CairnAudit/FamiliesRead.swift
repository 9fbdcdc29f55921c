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
            let words = FamiliesRead.words(of: text)
            tables.formUnion(FamiliesRead.tables(words))
            isOfAll = isOfAll || FamiliesRead.readsEveryEvent(words)
            for name in FamiliesRead.called(words) where met.insert(name).inserted {
                texts.append(FamiliesRead.functions[name] ?? "")
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

    /// The text of each function.
    private static let functions: [String: String] = {
        let texts = String(decoding: PackageResources.functions_sql, as: UTF8.self).split(separator: ";\n\n")
        var functions: [String: String] = [:]
        for text in texts {
            let words = words(of: String(text))
            guard let place = words.firstIndex(of: "FUNCTION"), place + 1 < words.count else { continue }
            functions[words[place + 1]] = String(text)
        }
        return functions
    }()

    /// Names and signs, without comments.
    private static func words(of sql: String) -> [String] {
        var words: [String] = []
        var word = ""
        func end() {
            if !word.isEmpty { words.append(word) }
            word = ""
        }
        for line in sql.split(separator: "\n") {
            for character in line.prefix(upTo: line.firstRange(of: "--")?.lowerBound ?? line.endIndex) {
                if character.isLetter || character.isNumber || character == "_" {
                    word.append(character)
                    continue
                }
                end()
                if !character.isWhitespace { words.append(String(character)) }
            }
            end()
        }
        return words
    }

    private static func tables(_ words: [String]) -> Set<String> {
        let named = zip(words, words.dropFirst()).filter { $0.0 == "FROM" || $0.0 == "JOIN" }.map(\.1)
        let local = zip(words, zip(words.dropFirst(), words.dropFirst(2))).filter {
            $0.1.0 == "AS" && ["(", "MATERIALIZED"].contains($0.1.1)
        }.map(\.0)
        return Set(named).intersection(families.keys).subtracting(local)
    }

    /// Whether `event` stands for itself, and isn't joined by entry.
    private static func readsEveryEvent(_ words: [String]) -> Bool {
        words.indices.contains { place in
            guard words[place] == "event", place > 0, ["FROM", "JOIN"].contains(words[place - 1]) else { return false }
            let next = words[(place + 1)...].prefix(6)
            guard words[place - 1] == "JOIN", let alias = next.first else { return true }
            return Array(next) != [alias, "ON", alias, ".", "idx", "="]
        }
    }

    private static func called(_ words: [String]) -> [String] {
        zip(words, words.dropFirst()).filter { $0.1 == "(" && functions[$0.0] != nil }.map(\.0)
    }
}
