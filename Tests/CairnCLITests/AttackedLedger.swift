import Cairn
import CairnModel
import CairnPostgres
import Foundation
import Testing

/// A sealed ledger of 25 entries, and what an insider with superuser rights does to copies of its database.
///
/// Entries 4 to 15 are one submission, 16 to 18 the next one of the same author; entry 19 registers a second author, whose
/// submission is 20 to 24.
struct AttackedLedger {
    struct Verdict: Decodable {
        struct Finding: Decodable {
            let code: String
            let index: UInt64?
        }

        let exitCode: Int32
        let findings: [Finding]
    }

    /// What the program must say: the first finding that stands for the worst, and the exit code.
    struct Expected {
        let code: String
        let index: UInt64?
        let exit: Int32

        init(_ code: String, at index: UInt64?, exit: Int32 = 2) {
            self.code = code
            self.index = index
            self.exit = exit
        }
    }

    let cairn: Program
    let gateway = "gateway.hospital-a.example"
    let second = "second.hospital-a.example"

    init() throws {
        cairn = try Program()
        try cairn.begin()
        try append("'\(Program.events)'", as: gateway)
        try append("'\(events(1, count: 3))'", as: gateway)
        #expect(try cairn.run("key generate \(second)").status == 0)
        #expect(try cairn.run("key register \(second) --role example.thing-happened").status == 0)
        try append("'\(events(2, count: 5))'", as: second)
        #expect(try cairn.run("seal").status == 0)
        #expect(try cairn.run("verify --remember '\(memory)'").status == 0)
    }

    var memory: String { cairn.state + "/memory" }

    func append(_ file: String, as author: String) throws {
        let answer = try cairn.run("append \(file) --author \(author) --quiet")
        #expect(answer.status == 0, "\(answer.output)")
    }

    /// Appends as somebody would who doesn't ask what the key may sign.
    func appendUnasked(_ path: String, as author: String) async throws {
        let key = SigningKeyFile("\(cairn.state)/keys/\(author).pem")
        let appender = try await Appender(
            database: DatabaseAddress("host=\(cairn.state)/postgres user=cairn dbname=cairn"),
            origin: Origin("ledger.hospital-a.example/imaging"),
            author: key.verifierKey(),
            key: key.privateKey(passphrase: nil),
            tell: { _ in }
        )
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        _ = try await appender.append(bodies: lines.map { try Body(checking: Array($0.utf8)) })
        await appender.close()
    }

    /// A file of events that no other call makes.
    func events(_ batch: Int, count: Int) throws -> String {
        let path = "\(cairn.state)/events.\(batch)"
        var text = ""
        for number in 0..<count {
            text += """
                {"specversion":"1.0","id":"01920000-0000-7000-8000-0000000\(batch)000\(number)","source":"urn:test",\
                "type":"example.thing-happened","time":"2026-01-01T00:00:00Z","data":{"batch":\(batch)}}\n
                """
        }
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    /// The connection string of a copy of the database in which SQL ran with triggers off.
    func attack(_ sql: String) throws -> String {
        let name = "attack_\(UUID().uuidString.prefix(8).lowercased())"
        try psql("postgres", "CREATE DATABASE \(name) TEMPLATE cairn")
        try psql(name, AttackedLedger.freeHand + sql)
        return "host=\(cairn.state)/postgres user=cairn dbname=\(name)"
    }

    func psql(_ database: String, _ sql: String) throws {
        let file = "\(cairn.state)/attack.sql"
        try Data(sql.utf8).write(to: URL(fileURLWithPath: file))
        let conninfo = "host=\(cairn.state)/postgres user=cairn dbname=\(database)"
        let answer = try Program.shell("psql -qAtX -v ON_ERROR_STOP=1 '\(conninfo)' -f '\(file)'")
        #expect(answer.status == 0, "\(answer.output)")
    }

    /// What the program says, with its exit code.
    func verify(_ arguments: String) throws -> Verdict {
        let answer = try cairn.run("verify \(arguments) --json")
        let verdict = try JSONDecoder().decode(Verdict.self, from: Data(answer.output.utf8))
        #expect(verdict.exitCode == answer.status)
        return verdict
    }

    func expect(_ expected: Expected, _ arguments: String, _ attack: String) throws {
        let verdict = try verify(arguments)
        #expect(verdict.exitCode == expected.exit, "\(attack): \(verdict)")
        #expect(verdict.findings.first?.code == expected.code, "\(attack): \(verdict)")
        #expect(verdict.findings.first?.index == expected.index, "\(attack): \(verdict)")
    }

    /// Triggers off, constraints gone, and `rehash(n)`, which gives every row from n on the leaf hash that it needs.
    private static let freeHand = """
        SET session_replication_role = replica;
        DO $$ DECLARE t text; BEGIN
          FOREACH t IN ARRAY ARRAY['entry', 'entry_1', 'submission', 'checkpoint', 'tile'] LOOP
            EXECUTE format('ALTER TABLE cairn.%I DISABLE TRIGGER append_only', t);
          END LOOP;
        END $$;
        ALTER TABLE cairn.entry DROP CONSTRAINT entry_pkey, DROP CONSTRAINT entry_ledger_id_event_id_author_id_key;
        CREATE FUNCTION rehash(n bigint) RETURNS void LANGUAGE plpgsql AS $$
        DECLARE
          e record;
          head bytea := (SELECT leaf_hash FROM cairn.entry WHERE idx = n - 1);
        BEGIN
          FOR e IN SELECT * FROM cairn.entry WHERE idx >= n ORDER BY idx LOOP
            head := sha256('\\x0001'::bytea || int8send(e.idx) || int8send(e.recorded_at) || head
              || (SELECT sha256(note) FROM cairn.submission s WHERE s.first_index = e.first_index)
              || int4send(e.position) || coalesce(e.body_hash, sha256('\\x00'::bytea || e.body)));
            UPDATE cairn.entry SET leaf_hash = head WHERE idx = e.idx;
          END LOOP;
        END $$;

        """
}
