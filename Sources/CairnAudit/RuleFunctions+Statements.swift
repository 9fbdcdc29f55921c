extension RuleFunctions {
    /// Each function or view by itself, in the order in which they are made.
    static let statements: [String] = all.flatMap { text in
        // A file has one function. Where it still has several, each but the last ends with a line of its own.
        let parts = String(decoding: text, as: UTF8.self).split(separator: "$$;\n\n").map(String.init)
        return parts.dropLast().map { $0 + "$$" } + parts.suffix(1)
    }

    /// The text of each function and view, by its name.
    static let texts: [String: String] = {
        var texts: [String: String] = [:]
        for text in statements {
            let words = SQLWords.words(of: text)
            guard let place = words.firstIndex(where: { ["FUNCTION", "VIEW"].contains($0) }), place + 1 < words.count
            else { continue }
            texts[words[place + 1]] = text
        }
        return texts
    }()
}
