import CairnModel

/// The forms of events that a statement over the projections reads, found in its text and in that of the functions and
/// views that it names.
///
/// A statement reads a family where it names one of its tables; of the family it reads the verbs that it compares with
/// the table's `verb`, or all where it compares none. What it reads by the index of an entry alone, such as `reference`,
/// adds nothing.
package struct FormsRead: Sendable {
    /// The forms, as `family.verb`.
    package let names: Set<String>
    /// Whether events of every form are read.
    package let isOfAll: Bool

    /// Finds them in the text of a statement.
    package init(_ sql: String) {
        var names: Set<String> = []
        var isOfAll = false
        var met: Set<String> = []
        var texts = [FormsRead.Reading(sql)]
        while let reading = texts.popLast() {
            names.formUnion(reading.names)
            isOfAll = isOfAll || reading.isOfAll
            for name in reading.called where met.insert(name).inserted {
                if let more = FormsRead.rules[name] { texts.append(more) }
            }
        }
        self.names = names
        self.isOfAll = isOfAll
    }

    /// What each function and view reads itself.
    private static let rules = RuleFunctions.texts.mapValues { Reading($0) }

    /// The verbs of each family, by the name of the family's table.
    private static let verbs: [String: (family: String, verbs: Set<String>)] = Dictionary(
        uniqueKeysWithValues: Vocabulary.families.map { family in
            let verbs = family.forms.map { String($0.type.name.split(separator: ".")[2]) }
            return (family.name.replacing("-", with: "_"), (family.name, Set(verbs)))
        }
    )

    /// The forms of which the tables are made that no family has for itself.
    static let shared: [String: Set<String>] = [
        "member": ["dataset.members-added", "dataset.members-removed"],
        "lineage": [
            "annotation.created", "annotation.revised", "dataset.version-released", "egress.released",
            "egress.requested", "image.series-received", "model.round-contributed", "model.trained",
        ],
    ]

    /// What one text reads itself.
    private struct Reading: Sendable {
        var names: Set<String> = []
        var isOfAll = false
        var called: Set<String> = []

        init(_ sql: String) {
            let words = FormsRead.words(of: sql)
            let local = Set(
                words.indices.dropLast(2).filter {
                    words[$0 + 1] == "AS" && ["(", "MATERIALIZED"].contains(words[$0 + 2])
                }.map { words[$0] }
            )
            var tables: [String: Set<String>] = [:]
            for place in words.indices.dropLast() {
                let next = words[place + 1]
                if next == "(", RuleFunctions.texts[words[place]] != nil { called.insert(words[place]) }
                guard ["FROM", "JOIN"].contains(words[place]), !local.contains(next) else { continue }
                if RuleFunctions.texts[next] != nil { called.insert(next) }
                guard let table = ProjectionViews.tables(of: next).first else { continue }
                names.formUnion(FormsRead.shared[table] ?? [])
                if table == "event" { isOfAll = isOfAll || !FormsRead.isJoinedByEntry(words, at: place) }
                guard FormsRead.verbs[table] != nil else { continue }
                tables[FormsRead.alias(words, at: place), default: []].insert(table)
            }
            let compared = FormsRead.compared(words)
            for (alias, named) in tables {
                for table in named {
                    guard let family = FormsRead.verbs[table] else { continue }
                    names.formUnion(
                        (compared[alias]?.of(family.verbs) ?? family.verbs).map { "\(family.family).\($0)" }
                    )
                }
            }
        }
    }

    /// The verbs with which an alias's are compared.
    private struct Compared {
        var named: Set<String> = []
        var left: Set<String>?

        /// The verbs of a family that pass; `nil` where none is named.
        func of(_ verbs: Set<String>) -> Set<String>? {
            let passing = named.intersection(verbs).union(left.map { verbs.subtracting($0) } ?? [])
            return passing.isEmpty ? nil : passing
        }
    }

    private static func compared(_ words: [String]) -> [String: Compared] {
        var compared: [String: Compared] = [:]
        for place in words.indices.dropLast(4) where words[place + 1] == "." && words[place + 2] == "verb" {
            let sign = words[place + 3]
            let isNegative = ["<>", "NOT"].contains(sign)
            let first = place + (sign == "NOT" ? 6 : sign == "IN" ? 5 : 4)
            let literals = words[min(first, words.count)...].prefix {
                $0.hasPrefix("'") || (["IN", "NOT"].contains(sign) && $0 == ",")
            }.filter { $0 != "," }.map { String($0.dropFirst().dropLast()) }
            guard ["=", "<>", "IN", "NOT"].contains(sign), !literals.isEmpty else { continue }
            if isNegative {
                compared[words[place], default: Compared()].left = Set(literals)
            } else {
                compared[words[place], default: Compared()].named.formUnion(
                    ["=", "<>"].contains(sign) ? Array(literals.prefix(1)) : literals
                )
            }
        }
        return compared
    }

    /// What a table after FROM or JOIN is called from there on.
    private static func alias(_ words: [String], at place: Int) -> String {
        let after = place + 2 < words.count ? words[place + 2] : ""
        let name = after == "AS" && place + 3 < words.count ? words[place + 3] : after
        let isName = name.first.map { $0.isLowercase || $0 == "_" } ?? false
        return isName ? name : words[place + 1]
    }

    /// Whether `event` is only joined to rows that were found otherwise.
    private static func isJoinedByEntry(_ words: [String], at place: Int) -> Bool {
        let next = words[(place + 2)...].prefix(6)
        guard words[place] == "JOIN", let alias = next.first else { return false }
        return Array(next) == [alias, "ON", alias, ".", "idx", "="]
    }

    /// Names, signs and literals, without comments.
    private static func words(of sql: String) -> [String] {
        var words: [String] = []
        var word = ""
        func end() {
            if !word.isEmpty { words.append(word) }
            word = ""
        }
        for line in sql.split(separator: "\n") {
            for character in line.prefix(upTo: line.firstRange(of: "--")?.lowerBound ?? line.endIndex) {
                if word.first == "'" {
                    word.append(character)
                    if character == "'" { end() }
                    continue
                }
                if character.isLetter || character.isNumber || character == "_" {
                    word.append(character)
                    continue
                }
                if character == ">", word.isEmpty, words.last == "<" {
                    words[words.count - 1] = "<>"
                    continue
                }
                end()
                if character == "'" { word = "'" } else if !character.isWhitespace { words.append(String(character)) }
            }
            if word.first != "'" { end() }
        }
        end()
        return words
    }
}
