import Cairn
import CairnModel
import CairnTestSupport
import CairnVerification
import Testing

/// What a database keeps beside the log: each column that was changed is a finding, at its place.
@Suite("ledger.columns")
struct ColumnsTests {
    /// Entries 0 to 2 begin the ledger, 3 registers an author, whose submissions are 4 to 303, 304 to 603, and 604, an
    /// event of a type that nobody knows.
    ///
    /// So tiles 0 and 1 of level 0 are full, and end at entries 255 and 511.
    private static func sealed() async throws -> TestLedger {
        let ledger = try await TestLedger()
        let author = try await ledger.register(["gateway-a.example"], roles: [.init("image")])[0]
        for first in [0, 300] {
            _ = try await author.append(bodies: (first..<first + 300).map { try TestLedger.body($0) })
        }
        let unknown = """
            {"specversion":"1.0","id":"01920000-0000-7000-8000-000000000001","source":"urn:test",\
            "type":"cairn.image.unheard-of.v1","time":"2026-01-01T00:00:00Z","data":{}}
            """
        #expect(try await author.append(bodies: [Body(checking: Array(unknown.utf8))]).first?.index == 604)
        _ = try await ledger.seal()
        #expect(try await ledger.verify().findings == [])
        return ledger
    }

    static let changes: [(sql: String, code: String, index: UInt64?)] = [
        ("submission SET author = author || 'x' WHERE first_index = 304", "ledger.columns", 304),
        ("submission SET number = 7 WHERE first_index = 4", "ledger.columns", 4),
        ("submission SET anchor = 1 WHERE first_index = 304", "ledger.columns", 304),
        ("submission SET statement_hash = sha256('x') WHERE first_index = 604", "ledger.columns", 604),
        ("submission SET note_hash = sha256('x') WHERE first_index = 0", "ledger.columns", 0),
        ("tile SET root = sha256('x') WHERE level = 0 AND idx = 1", "tile.mismatch", 256),
        ("tile SET idx = 9 WHERE level = 0 AND idx = 0", "tile.mismatch", 0),
        ("checkpoint SET size = size + 1", "ledger.columns", nil),
    ]

    @Test func eachColumnThatWasChangedIsAFindingAtItsPlace() async throws {
        let ledger = try await Self.sealed()
        for (change, code, index) in Self.changes {
            let table = String(change.prefix { $0 != " " })
            try await ledger.database.run("CREATE TABLE kept AS TABLE cairn.\(table)")
            try await ledger.tamper("UPDATE cairn.\(change)")
            let verdict = try await ledger.verify()
            #expect(verdict.findings.map(\.code.rawValue) == [code], "\(change)")
            #expect(verdict.findings.map(\.index) == [index], "\(change)")
            #expect(verdict.exitCode == 2)
            try await ledger.tamper("DELETE FROM cairn.\(table)")
            try await ledger.database.run("INSERT INTO cairn.\(table) TABLE kept")
            try await ledger.database.run("DROP TABLE kept")
        }
        #expect(try await ledger.verify().findings == [])
        // An entry is hidden from answers whose type is merely unknown.
        try await ledger.database.run("INSERT INTO cairn.uninterpreted VALUES (1, 604, 'event.malformed')")
        let hidden = try await ledger.verify()
        #expect(hidden.findings.map(\.code) == [.uninterpreted])
        #expect(hidden.findings.map(\.index) == [604])
    }
}
