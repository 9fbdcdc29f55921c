import CairnAudit
import CairnPostgres
import CairnTestSupport
import Testing

/// Which families a statement reads is found in its text as PostgreSQL finds it.
@Suite("families read")
struct FamiliesReadTests {
    /// PostgreSQL notes on which tables and functions a view, or a function in standard SQL, depends.
    @Test func theTablesOfEveryQuestionAreThoseThatPostgreSQLFinds() async throws {
        let ledger = try await WrittenLedger()
        try await ledger.project()
        let connection = try await Connection.connect(ledger.database.address)
        defer { connection.close() }
        func texts(_ sql: String, _ parameters: [Parameter] = []) async throws -> [String] {
            try await connection.query(Statement(name: "", sql: sql), parameters).rows.map { try $0.text(0) }
        }
        _ = try await connection.query(Statement(name: "", sql: "SET search_path = cairn_projection_1, pg_catalog"))
        let on = """
            SELECT DISTINCT coalesce(CASE c.relkind WHEN 'r' THEN 'table ' ELSE 'view ' END || c.relname, 'function ' || p.proname)
            FROM pg_depend d
            LEFT JOIN pg_class c ON d.refclassid = 'pg_class'::regclass AND c.oid = d.refobjid AND c.relkind IN ('r', 'v')
              AND c.relnamespace = 'cairn_projection_1'::regnamespace
            LEFT JOIN pg_proc p ON d.refclassid = 'pg_proc'::regclass AND p.oid = d.refobjid
              AND p.pronamespace = 'cairn_projection_1'::regnamespace
            WHERE coalesce(c.oid, p.oid) IS NOT NULL AND d.objid
            """
        var bodies: [String: [String]] = [:]
        let every = """
            SELECT p.oid::text FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
            WHERE p.pronamespace = 'cairn_projection_1'::regnamespace
              AND (l.lanname = 'sql' OR p.prosrc LIKE '%RETURN QUERY%')
            ORDER BY p.oid
            """
        for oid in try await texts(every) {
            let make = """
                SELECT format('CREATE FUNCTION pg_temp.f%s (%s) RETURNS %s LANGUAGE sql BEGIN ATOMIC %s; END',
                  oid, pg_get_function_arguments(oid), pg_get_function_result(oid),
                  regexp_replace(prosrc, '^.*RETURN QUERY(.*);\\s*END\\s*$', '\\1'))
                FROM pg_proc WHERE oid = \(oid)
                """
            _ = try await connection.query(Statement(name: "", sql: try await texts(make)[0]))
            let name = try await texts("SELECT proname::text FROM pg_proc WHERE oid = \(oid)")[0]
            bodies["function \(name)", default: []] += try await texts(
                "\(on) = (SELECT oid FROM pg_proc WHERE pronamespace = pg_my_temp_schema() AND proname = 'f\(oid)')"
            )
        }
        #expect(bodies.count > 10)
        let views =
            "SELECT relname::text FROM pg_class WHERE relkind = 'v' AND relnamespace = 'cairn_projection_1'::regnamespace"
        for name in try await texts(views) {
            let rule = "(SELECT oid FROM pg_rewrite WHERE ev_class = 'cairn_projection_1.\(name)'::regclass)"
            bodies["view \(name)"] = try await texts("\(on) = \(rule)")
        }
        // Corrections are looked up by what they name, whichever event that is.
        bodies["view corrected"] = ["table correction_mark"]
        // Who asks sets what they say.
        bodies["function corrected_at"] = ["view corrected"]
        // PostgreSQL doesn't say what a function of PL/pgSQL calls.
        bodies["function covers"] = ["function covers_adopted"]
        let others: Set = ["table term", "table reason", "table skipped", "table projection"]
        for question in Question.all {
            let view = "CREATE TEMPORARY VIEW \(question.code) AS \(question.statement(substituting: "'2026-01-01'"))"
            _ = try await connection.query(Statement(name: "", sql: view))
            let rule = "(SELECT oid FROM pg_rewrite WHERE ev_class = 'pg_temp.\(question.code)'::regclass)"
            var found = Set(try await texts("\(on) = \(rule)"))
            var open = Array(found)
            while let next = open.popLast() {
                for name in bodies[next] ?? [] where found.insert(name).inserted { open.append(name) }
            }
            let tables = found.filter { $0.hasPrefix("table ") }.subtracting(others).map { String($0.dropFirst(6)) }
            #expect(question.reads.tables == Set(tables), "\(question.code)")
        }
    }

    @Test func everyQuestionReadsFamiliesAndOneReadsAll() {
        for question in Question.all {
            #expect(question.reads.isOfAll || !question.reads.names.isEmpty, "\(question.code)")
        }
        #expect(Question.all.filter(\.reads.isOfAll).map(\.code) == ["g18"])
        let walk: Set = [
            "annotation", "consent", "correction", "dataset", "egress", "erasure", "image", "model", "opt-out",
            "request", "subject", "vocabulary",
        ]
        #expect(Auditor.lineageReads.names == walk)
    }

    @Test(arguments: [
        ("SELECT FROM access a", ["access"], false), ("SELECT FROM a JOIN opt_out o ON true", ["opt-out"], false),
        ("SELECT FROM member", ["dataset"], false), ("SELECT FROM reference", [], false),
        ("-- FROM access\nSELECT 1", [], false), ("SELECT access FROM x", [], false),
        ("WITH access AS (SELECT FROM consent) SELECT FROM access", ["consent"], false),
        ("SELECT FROM source_gap() g", ["connector", "correction"], false),
        ("SELECT FROM access_then a", ["access", "correction"], false),
        ("SELECT FROM reference_then r", ["correction"], false), ("SELECT FROM event_then e", ["correction"], true),
        ("SELECT FROM event e", [], true),
        ("SELECT FROM x JOIN event e ON e.idx = x.idx", [], false), ("SELECT FROM x JOIN event e ON true", [], true),
    ])
    func aFamilyIsReadWhereItsTableIsNamed(sql: String, families: [String], isOfAll: Bool) {
        let read = FamiliesRead(sql)
        #expect(read.names == Set(families))
        #expect(read.isOfAll == isOfAll)
    }
}
