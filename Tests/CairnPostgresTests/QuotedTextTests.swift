import CairnTestSupport
import Testing

@testable import CairnPostgres

@Suite("QuotedText")
struct QuotedTextTests {
    @Test(arguments: [
        (#"relation "entry" does not exist"#, #"relation "entry" does not exist"#),
        (#"relation "secret" does not exist"#, #"relation "…" does not exist"#),
        (#"a "secret"entry" b"#, #"a "…" b"#),
        (#"column "entry" of "secret" is "entry""#, #"column "entry" of "…""#),
        (#"unbalanced " secret"#, #"unbalanced "…""#),
        ("no quotes", "no quotes"),
    ])
    func onlyKnownQuotesAreKept(message: String, kept: String) {
        #expect(QuotedText.redact(message, sqlState: "42P01") { $0 == "entry" } == kept)
    }

    @Test(arguments: [
        (#"invalid input syntax for type uuid: "entry""#, "invalid input syntax for type uuid"),
        ("ungültig: »secret«", "ung"), ("division by zero", "division by zero"),
    ])
    func ofDataExceptionsOnlyTheWordsBeforeTheColonAreKept(message: String, kept: String) {
        #expect(QuotedText.redact(message, sqlState: "22P02") { $0 == "entry" } == kept)
    }

    /// Each of these makes the server repeat a bound value in its message, detail, hint or context.
    @Test(arguments: [
        "SELECT $1::text::int", "SELECT $1::text::uuid", "SELECT $1::text::jsonb", "SELECT $1::text::regclass",
        "SELECT $1::text::date",
        "SELECT $1::text::int[]", "SELECT $1::text::bool", "SELECT $1::text::inet", "SELECT $1::text::point",
        "SELECT $1::text::interval",
        "SELECT $1::text::bytea || decode($1, 'hex')", "SELECT to_timestamp($1, $1)", "SELECT '' ~ ('(' || $1)",
        "SELECT format('%' || $1, 1)",
        "SELECT set_config($1, '', false)", "SELECT convert_to('', $1)", "SELECT nextval($1)",
        "SELECT $1::text::regrole", "SELECT query_to_xml($1, true, true, '')",
        "INSERT INTO t VALUES ($1, 1)", "INSERT INTO t VALUES ($1, 0)", "INSERT INTO s VALUES ($1)", "SELECT raise($1)",
        "UPDATE t SET n = -1 WHERE v = $1", "INSERT INTO t (v) VALUES ($1 || $1)",
    ])
    func aBoundValueIsInNoTextOfAnError(sql: String) async throws {
        let secret = "planted secret-value"
        let database = try await TestDatabase.empty()
        let schema = [
            "CREATE TABLE t (v text PRIMARY KEY, n int NOT NULL CHECK (n > 0))", "CREATE TABLE s (v varchar(3))",
            "CREATE FUNCTION raise(v text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN RAISE 'bad: %', v USING DETAIL = v, HINT = v; END $$",
        ]
        for statement in schema { try await database.run(statement) }
        try await database.run("INSERT INTO t VALUES ($1, 1)", [.text(secret)])
        let fault = await postgresError { try await database.run(sql, [.text(secret)]) }
        let error = try #require(fault)
        var text = "\(error) \(error.message) \(error.constraint ?? "") "
        dump(error, to: &text)
        for word in ["planted", "secret-value", "secret"] { #expect(!text.contains(word), "\(text)") }
    }
}
