import CairnModel

/// What coverage.tsv declares, line by line, in columns that are parted by tabs.
///
/// - `family`, its name, what it is about.
/// - `reason`, its code, why events of a form don't bear on a question.
/// - `form`, its name, the questions on which it may bear, the code of the reason for the others, and these.
struct CoverageTable: Sendable {
    /// The line of a form.
    struct Line: Sendable {
        /// The questions on whose answers its events may bear.
        let relevant: Set<String>
        /// Why they don't bear on the others, as a code.
        let reason: String
        /// The others.
        let irrelevant: Set<String>
    }

    /// What each family is about.
    let families: [String: String]
    /// The sentence of each reason.
    let reasons: [String: String]
    /// The line of each form.
    let forms: [String: Line]
    /// Lines that are none of the three, and names that stand twice.
    let problems: [String]

    /// The table of this version.
    static let shared = CoverageTable(String(decoding: PackageResources.coverage_tsv, as: UTF8.self))

    /// Reads it.
    init(_ text: String) {
        var families: [String: String] = [:]
        var reasons: [String: String] = [:]
        var forms: [String: Line] = [:]
        var problems: [String] = []
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            switch (parts.first, parts.count) {
            case ("family", 3) where families[parts[1]] == nil: families[parts[1]] = parts[2]
            case ("reason", 3) where reasons[parts[1]] == nil: reasons[parts[1]] = parts[2]
            case ("form", 5) where forms[parts[1]] == nil:
                let lists = [parts[2], parts[4]].map { Set($0.split(separator: " ").map(String.init)) }
                forms[parts[1]] = Line(relevant: lists[0], reason: parts[3], irrelevant: lists[1])
            default: problems.append(String(line))
            }
        }
        self.families = families
        self.reasons = reasons
        self.forms = forms
        self.problems = problems
    }

    /// A form's name in the table, as `family.verb`.
    static func name(of form: EventForm) -> String {
        form.type.name.split(separator: ".")[1...2].joined(separator: ".")
    }
}
