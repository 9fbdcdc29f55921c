import Foundation
import Testing

/// A server of one's own: a login that owns the database and may create roles, and a login for each job.
@Suite("a server of one's own")
struct OwnServerTests {
    private static let roles = ["CREATE ROLE keeper LOGIN CREATEROLE", "CREATE DATABASE hospital OWNER keeper"]
    private static let logins = """
        CREATE ROLE gateway LOGIN IN ROLE cairn_appender; CREATE ROLE sealing LOGIN IN ROLE cairn_sealer;
        CREATE ROLE auditing LOGIN IN ROLE cairn_auditor;
        SELECT cairn.bind_login(1, 'sealing'), cairn.bind_login(1, 'auditing')
        """

    @Test func nobodyIsSuperuserAndEachLoginDoesItsOwnJobOnly() throws {
        let cairn = try Program()
        let folder = cairn.state + "-server"
        let script = Program.root + "/.ci/postgres"
        defer {
            cairn.remove()
            // A server that didn't start leaves nothing to stop.
            _ = try? Program.shell("'\(script)' stop '\(folder)'; rm -rf '\(folder)'")
        }
        #expect(try Program.shell("'\(script)' start '\(folder)'").status == 0)
        func psql(_ login: String, _ database: String, _ sql: String) throws -> Int32 {
            try Program.shell("psql -qX 'host=\(folder) user=\(login) dbname=\(database)' -c \"\(sql)\"").status
        }
        func at(_ login: String) -> String { "--database 'host=\(folder) user=\(login) dbname=hospital'" }
        for sql in OwnServerTests.roles { #expect(try psql("cairn", "postgres", sql) == 0) }
        let ledger = "--ledger ledger.hospital-a.example/imaging"
        #expect(try cairn.run("init ledger.hospital-a.example/imaging \(at("keeper"))").status == 0)
        #expect(try psql("keeper", "hospital", OwnServerTests.logins) == 0)
        #expect(try cairn.run("key generate gateway.hospital-a.example").status == 0)
        let register = "key register gateway.hospital-a.example --role image --login gateway"
        #expect(try cairn.run("\(register) \(at("keeper"))").status == 0)

        let append = "append '\(Program.events)' --author gateway.hospital-a.example --quiet"
        for (command, login) in [
            (append, "gateway"), ("seal", "sealing"), ("verify", "auditing"),
            ("prove 4 --output '\(folder)/proof'", "auditing"),
            ("export '\(folder)/export'", "auditing"), ("key list", "auditing"),
            ("log", "sealing"),
        ] {
            let answer = try cairn.run("\(command) \(at(login)) \(command.hasPrefix("verify") ? "" : ledger)")
            #expect(answer.status == 0, "\(login): \(command): \(answer.output)")
        }
        // The server of the tests doesn't wait for its disk.
        let doctor = try cairn.run("doctor \(at("auditing")) \(ledger)")
        #expect(doctor.status == 1)
        #expect(doctor.output.contains("FAIL durability: durability.off: fsync is off"), "\(doctor.output)")
        #expect(doctor.output.components(separatedBy: "FAIL").count == 2, "\(doctor.output)")
        for (command, login) in [(append, "auditing"), ("log", "gateway"), ("seal", "auditing"), (register, "gateway")]
        {
            let answer = try cairn.run("\(command) \(at(login)) \(ledger)")
            #expect(answer.status == 1, "\(login): \(command)")
            #expect(answer.output.contains("42501"), "\(answer.output)")
        }
    }
}
