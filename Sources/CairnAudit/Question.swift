import CairnModel

/// A question that an officer asks: one statement over the projections, and what is needed to ask it and to read the answer.
///
/// Its statement takes its parameters in their order, as text or NULL, and reads the views of what is known and had
/// happened. It gives a reason, never a verdict: that follows. Each row ends with `entries`, the indexes of the entries
/// that it stands on.
public struct Question: Sendable {
    /// What must or may be said to ask it.
    public struct Parameter: Sendable {
        /// How the value is written.
        public enum Kind: Sendable {
            /// The id of something that the ledger knows.
            case id(Named)
            /// A term of a vocabulary.
            case term
            /// One of some words.
            case choice([String])
            /// A time in UTC; a date means its beginning.
            case time
            /// A number.
            case count

            /// What to write.
            public var word: String {
                switch self {
                case .id: "id"
                case .term: "term"
                case .choice(let words): words.joined(separator: "|")
                case .time: "time"
                case .count: "number"
                }
            }
        }

        /// The name, as `--name` gives it.
        public let name: String
        /// How the value is written.
        public let kind: Kind
        /// What it means.
        public let meaning: String
        /// Whether the question can't be asked without it.
        public let isRequired: Bool

        init(_ name: String, _ kind: Kind, _ meaning: String, required: Bool = false) {
            self.name = name
            self.kind = kind
            self.meaning = meaning
            isRequired = required
        }
    }

    /// A column of the answer.
    public struct Column: Sendable {
        /// Who may read it.
        public enum Audience: Sendable {
            /// Subjects, officers, auditors.
            case everyone
            /// Officers and auditors who need to know the acting person: withheld unless they are asked for.
            case officers
        }

        /// What its values are.
        public enum Kind: Sendable, CaseIterable {
            /// A text: an id, a code or words.
            case text
            /// A time in UTC.
            case time
            /// A date of a calendar, where no hour is meant.
            case date
            /// A number.
            case count
            /// Yes or no.
            case flag
            /// One or several terms of a vocabulary.
            case terms
            /// Several texts.
            case list
            /// What the row says: in order, not in order, can't be told.
            case verdict
            /// The code of a ``Reason``.
            case reason
        }

        /// The name.
        public let name: String
        /// What its values are.
        public let kind: Kind
        /// What it means, with its unit.
        public let meaning: String
        /// Who may read it.
        public let audience: Audience

        init(_ name: String, _ kind: Kind, _ meaning: String, for audience: Audience = .everyone) {
            self.name = name
            self.kind = kind
            self.meaning = meaning
            self.audience = audience
        }
    }

    /// The code, such as `g6`.
    public let code: String
    /// The article that it answers to.
    public let article: String
    /// What it is called.
    public let title: String
    /// When somebody needs it, in plain words.
    public let need: String
    /// What must or may be said.
    public let parameters: [Parameter]
    /// The columns, but `entries`.
    public let columns: [Column]
    /// What it can't tell.
    public let cannotTell: String
    /// The statement.
    let sql: String
    /// The columns whose values the summary counts, or counts how many they are.
    let counting: [String]
    /// Whether it says less where a source lost events: gaps that were found in its period are a warning.
    let hasGaps: Bool
    /// The sentence that comes first.
    let summary: @Sendable (Tally) -> String

    init(
        _ code: String,
        _ article: String,
        _ title: String,
        need: String,
        parameters: [Parameter],
        columns: [Column],
        cannotTell: String,
        sql: [UInt8],
        counting: [String] = [],
        hasGaps: Bool = false,
        summary: @escaping @Sendable (Tally) -> String
    ) {
        self.code = code
        self.article = article
        self.title = title
        self.need = need
        self.parameters = parameters
        self.columns = columns
        self.cannotTell = cannotTell
        self.sql = String(decoding: sql, as: UTF8.self)
        self.counting = counting
        self.hasGaps = hasGaps
        self.summary = summary
    }

    /// The columns of a row, in their order, with the entries that it cites.
    public var shown: [Column] {
        columns + [Column("entries", .list, "the entries of the ledger that the row stands on")]
    }

    /// Whether it says by when something is or was due.
    package var hasDueDates: Bool { columns.contains { $0.kind == .date || $0.name == "due_by" } }

    /// The families of events that it reads.
    package var reads: FamiliesRead { FamiliesRead(sql) }

    /// The statement with a literal in the place of each parameter: for tests that look at its columns and its plan.
    package func statement(substituting literal: String) -> String {
        (1...max(1, parameters.count)).reversed().reduce(sql) { text, number in
            text.replacing("$\(number)::", with: "\(literal)::")
        }
    }

    /// The question with a code.
    ///
    /// - Throws: ``AuditError`` with code `question.unknown`.
    public static func named(_ code: String) throws(AuditError) -> Question {
        guard let question = all.first(where: { $0.code == code.lowercased() }) else {
            throw AuditError(.question, "there is no question \(code): cairn ask lists them")
        }
        return question
    }
}

extension Question.Parameter {
    static let subject = Question.Parameter("subject", .id(.subject), "the data subject, by subject id", required: true)
    static let someSubject = Question.Parameter("subject", .id(.subject), "the data subject, by subject id")
    static let from = Question.Parameter("from", .time, "the beginning of the period")
    static let to = Question.Parameter("to", .time, "the end of the period, not included")
    static let someDataset = Question.Parameter("dataset", .id(.dataset), "the dataset version, as id@version")
    static let somePermit = Question.Parameter("permit", .id(.permit), "the permit")
    static let permit = Question.Parameter("permit", .id(.permit), "the permit", required: true)
    static let someRequest = Question.Parameter("request", .id(.request), "the request")
}
