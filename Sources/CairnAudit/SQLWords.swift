/// The words of a statement.
enum SQLWords {
    /// Names and signs, without comments.
    static func words(of sql: String) -> [String] {
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
}
