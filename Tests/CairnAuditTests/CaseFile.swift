/// A ledger and the right answers to questions about it, written as lines.
///
/// `family.verb WHEN {data}` is an event (a date alone is noon; `{id N}` is the id of the Nth), `? code --name value
/// @valid-at :: columns` a question, asked as of 2027 unless it says when; `= cells` one row that is expected of these
/// columns, `~ text` and `!~ text` what the summary must say and mustn't, `?? …` a question whose answer is only read.
struct CaseFile: Sendable {
    struct Asked: Sendable {
        let line: String
        let code: String
        var given: [String: String] = [:]
        var validAt = "2027-01-01T00:00:00Z"
        var columns: [String] = []
        /// Whether anything is expected of the rows.
        var comparesRows: Bool { !columns.isEmpty }
        var isOnlyRead: Bool { line.hasPrefix("??") }
        var rows: [String] = []
        var says: [String] = []
        var silent: [String] = []
    }

    let name: String
    private(set) var events: [String] = []
    private(set) var questions: [Asked] = []

    init(_ name: String, _ text: String) {
        self.name = name
        for line in text.split(separator: "\n").map(String.init) {
            if line.hasPrefix("#") { continue }
            if line.hasPrefix("?") {
                questions.append(CaseFile.question(line))
            } else if line.hasPrefix("=") {
                questions[questions.count - 1].rows.append(CaseFile.rest(line, 1))
            } else if line.hasPrefix("~") {
                questions[questions.count - 1].says.append(CaseFile.rest(line, 1))
            } else if line.hasPrefix("!~") {
                questions[questions.count - 1].silent.append(CaseFile.rest(line, 2))
            } else if line.contains("{") {
                events.append(line)
            }
        }
    }

    private static func rest(_ line: String, _ count: Int) -> String {
        String(line.dropFirst(count).drop { $0 == " " })
    }

    private static func midnight(_ text: String) -> String { text.utf8.count == 10 ? text + "T00:00:00Z" : text }

    private static func question(_ line: String) -> Asked {
        let halves = line.drop { $0 == "?" || $0 == " " }.split(separator: "::", maxSplits: 1).map(String.init)
        let words = halves[0].split(separator: " ").map(String.init)
        var asked = Asked(line: line, code: words[0])
        var name: String?
        for word in words.dropFirst() {
            if let given = name {
                asked.given[given] = ["from", "to"].contains(given) ? midnight(word) : word
                name = nil
            } else if word.hasPrefix("@") {
                asked.validAt = midnight(String(word.dropFirst()))
            } else if word.hasPrefix("--") {
                name = String(word.dropFirst(2))
            }
        }
        asked.columns = halves.count == 2 ? halves[1].split(separator: " ").map(String.init) : []
        return asked
    }
}
