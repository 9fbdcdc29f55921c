import Foundation
import Testing

/// A standby that lags takes over, and lacks what was signed.
@Suite("a standby that is promoted")
struct PromotionTests {
    @Test func aPromotedStandbyTakesNoAppendsUntilWhatItLacksIsBack() throws {
        let ledger = try AttackedLedger()
        let cairn = ledger.cairn
        let folder = cairn.state + "-standby"
        let server = """
            bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1); cd /
            as() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --init-groups -- "$@"; else "$@"; fi; }
            run() { as "$bin/pg_ctl" --pgdata='\(folder)/data' --wait --silent --log='\(folder)/log' "$@" >/dev/null; }
            options="-c listen_addresses='' -c unix_socket_directories='\(folder)' -c unix_socket_permissions=0777"
            """
        defer {
            // What doesn't run can't be stopped.
            _ = try? Program.shell("\(server)\nrun --mode=immediate stop; rm -rf '\(folder)'")
            cairn.remove()
        }
        let begun = try Program.shell(
            """
            \(server)
            echo 'local replication cairn trust' >>'\(cairn.state)/postgres/data/pg_hba.conf'
            psql -qX 'host=\(cairn.state)/postgres user=cairn dbname=cairn' -c 'SELECT pg_reload_conf()' >/dev/null
            mkdir '\(folder)' && chmod 711 '\(folder)' && { [ "$(id -u)" != 0 ] || chown postgres '\(folder)'; } &&
            copied=; for try in $(seq 100); do
              as "$bin/pg_basebackup" --host='\(cairn.state)/postgres' --username=cairn --pgdata='\(folder)/data' \
                --write-recovery-conf --checkpoint=fast --wal-method=stream && copied=1 && break
              sleep 0.1
            done; [ "$copied" ] &&
            run --options="$options" start
            """
        )
        try #require(begun.status == 0, "\(begun.output)")
        let doctor = try cairn.run("doctor")
        #expect(doctor.output.contains("FAIL durability: durability.asynchronous"), "\(doctor.output)")
        // A sealer that wants a standby signs nothing where no commit waits for one; where one does, it waits for it.
        try ledger.append("'\(ledger.events(6, count: 2))'", as: ledger.second)
        let alone = try cairn.run("seal --require-standby")
        #expect(alone.status == 1)
        #expect(alone.output.contains("durability.asynchronous"), "\(alone.output)")
        func names(_ names: String) throws -> Int32 {
            try Program.shell(
                """
                psql -qX 'host=\(cairn.state)/postgres user=cairn dbname=cairn' \
                  -c "ALTER SYSTEM SET synchronous_standby_names = '\(names)'" -c 'SELECT pg_reload_conf()' >/dev/null
                """
            ).status
        }
        #expect(try names("*") == 0)
        #expect(try cairn.run("seal --require-standby").status == 0)
        #expect(try names("") == 0)
        #expect(try Program.shell("\(server)\nrun stop").status == 0)

        // The standby is away; four entries more are acknowledged and signed; then the primary is gone for good.
        try ledger.append("'\(ledger.events(7, count: 4))'", as: ledger.second)
        #expect(try cairn.run("seal").status == 0)
        #expect(try cairn.run("export '\(cairn.state)/export'").status == 0)
        #expect(try cairn.run("down").status == 0)
        let promoted = try Program.shell("\(server)\nrun --options=\"$options\" start && run promote")
        try #require(promoted.status == 0, "\(promoted.output)")

        let there = "--database 'host=\(folder) user=cairn dbname=cairn'"
        let append = "append '\(try ledger.events(8, count: 3))' --author \(ledger.gateway) --wait 0 \(there)"
        let early = try cairn.run(append)
        #expect(early.status == 1)
        #expect(early.output.contains("ledger.unvouched"), "\(early.output)")
        let behind = try cairn.run("seal \(there)")
        #expect(behind.status == 2)
        #expect(behind.output.contains("sealer.behind"), "\(behind.output)")
        let restored = try cairn.run("restore '\(cairn.state)/export' \(there)")
        #expect(restored.output.hasPrefix("Brought back 4 entries"), "\(restored.output)")
        #expect(try cairn.run("seal \(there)").status == 0)
        #expect(try cairn.run(append).status == 0)
        #expect(try cairn.run("append '\(cairn.state)/events.7' --author \(ledger.second) \(there)").status == 0)
        #expect(try cairn.run("seal \(there)").status == 0)
        #expect(try cairn.run("verify --remember '\(ledger.memory)' \(there)").status == 0)
        #expect(try cairn.run("status --json \(there)").output.contains(#""entries":34"#))
    }
}
