import CairnModel

extension Projection {
    /// One row an event of a family: what every event has, and a column for each fact that an event of the family may say.
    ///
    /// Subjects and assets, of which an event may name a thousand, lie in `reference`; `subject` is the only one, where there is one.
    init(family: String, forms: [EventForm]) {
        var facts: [any FactForm] = []
        for fact in forms.flatMap(\.facts)
        where !Projection.apart.contains(fact.name) && !facts.contains(where: { $0.name == fact.name }) {
            facts.append(fact)
        }
        facts.sort { $0.name < $1.name }
        let name = snake(family)
        self.name = name
        families = [family]
        let common =
            "idx, verb, occurred_at, recorded_at, actor, actor_kind, actor_organisation, actor_on_behalf, subject"
        table = """
            CREATE TABLE \(name) (
              idx bigint NOT NULL, verb text COLLATE "C" NOT NULL, occurred_at timestamptz NOT NULL, recorded_at timestamptz NOT NULL,
              actor text COLLATE "C", actor_kind text COLLATE "C", actor_organisation text COLLATE "C", actor_on_behalf text COLLATE "C",
              subject text COLLATE "C"\(facts.map { ",\n  \($0.column) \($0.kind.columnType)" }.joined())
            )
            """
        let types = forms.map { "'\($0.type.name)'" }.joined(separator: ", ")
        apply = """
            INSERT INTO \(name) (\(common)\(facts.map { ", \($0.column)" }.joined()))
            SELECT \(common)\(facts.map { ",\n  \($0.extraction)" }.joined())
            FROM pg_temp.batch WHERE type IN (\(types))
            """
        let names = Set(facts.map(\.name))
        indexes =
            ["ALTER TABLE \(name) ADD PRIMARY KEY (idx)"]
            + (forms.contains { $0.facts.contains { $0.name == "subjects" } }
                ? ["CREATE INDEX \(name)_subject ON \(name) (subject, occurred_at) WHERE subject IS NOT NULL"] : [])
            + Projection.looked.filter(names.contains).map { fact in
                "CREATE INDEX \(name)_\(snake(fact)) ON \(name) (\(snake(fact)))"
            }
            + Projection.lists.filter(names.contains).map { fact in
                "CREATE INDEX \(name)_\(snake(fact)) ON \(name) USING gin (\(snake(fact))) WITH (fastupdate = off)"
            }
            + (family == "access"
                ? ["actor", "actor_organisation"].map { "CREATE INDEX access_\($0) ON access (\($0), occurred_at)" }
                : [])
            // Few annotations are taken back, and who asks after one asks whether it was.
            + (family == "annotation"
                ? ["CREATE INDEX annotation_retracted ON annotation (idx) WHERE verb = 'retracted'"] : [])
            + ["CREATE INDEX \(name)_time ON \(name) (occurred_at)"]
    }

    /// Facts that have tables or columns of their own.
    private static let apart: Set<String> = ["subjects", "assets", "actor", "sealed", "causes"]
    /// Facts by which questions look events up.
    private static let looked = [
        "session", "egress", "breach", "application", "organisation", "agreement", "restriction", "basis", "notice",
        "policy", "previous", "person", "environment",
    ]
    private static let lists = ["datasets", "permits", "models", "consents", "requests"]
}

/// A name of JSON as one of SQL: `validUntil` becomes `valid_until`.
private func snake(_ name: String) -> String {
    name.reduce(into: "") { text, character in
        if character == "-" {
            text += "_"
        } else if character.isUppercase {
            text += "_" + character.lowercased()
        } else {
            text.append(character)
        }
    }
}

extension FactForm {
    fileprivate var column: String { snake(name) }

    fileprivate var extraction: String {
        switch kind {
        case .identifier, .term, .words, .hash: "data->>'\(name)'"
        case .time: "(data->>'\(name)')::timestamptz"
        case .count: "(data->>'\(name)')::bigint"
        case .flag: "(data->>'\(name)')::boolean"
        case .identifiers:
            "CASE WHEN data ? '\(name)' THEN ARRAY(SELECT jsonb_array_elements_text(data->'\(name)')) END"
        case .actor, .sealed: "data->'\(name)'"
        }
    }
}

extension FactKind {
    fileprivate var columnType: String {
        switch self {
        case .identifier, .term, .words, .hash: "text COLLATE \"C\""
        case .time: "timestamptz"
        case .count: "bigint"
        case .flag: "boolean"
        case .identifiers: "text[] COLLATE \"C\""
        case .actor, .sealed: "jsonb"
        }
    }
}
