import Foundation
import Testing

/// An insider owns the database, and in some cases the ledger key.
@Suite("attacks on the database")
struct DatabaseAttackTests {
    private static let other = "'\\x7b'::bytea || convert_to('\"a\":1}', 'UTF8')"

    @Test func rowsThatAreChangedRemovedInsertedOrMovedAreNamed() throws {
        let ledger = try AttackedLedger()
        defer { ledger.cairn.remove() }
        let attacks: [(String, String, AttackedLedger.Expected)] = [
            (
                "1: body", "UPDATE cairn.entry SET body = set_byte(body, 99, 33) WHERE idx = 7",
                .init("entry.leaf-hash", at: 7)
            ),
            (
                "1: whole body", "UPDATE cairn.entry SET body = \(DatabaseAttackTests.other) WHERE idx = 7",
                .init("entry.leaf-hash", at: 7)
            ),
            (
                "1: time", "UPDATE cairn.entry SET recorded_at = recorded_at - 1 WHERE idx = 7",
                .init("entry.leaf-hash", at: 7)
            ),
            (
                "1: position", "UPDATE cairn.entry SET position = 9 WHERE idx = 7",
                .init("entry.leaf-hash", at: 7)
            ),
            (
                "1: submission", "UPDATE cairn.entry SET first_index = 16 WHERE idx = 7",
                .init("entry.leaf-hash", at: 7)
            ),
            (
                "1: event id", "UPDATE cairn.entry SET event_id = gen_random_uuid() WHERE idx = 7",
                .init("entry.event-id", at: 7, exit: 3)
            ),
            ("1: index", "UPDATE cairn.entry SET idx = 700 WHERE idx = 7", .init("entry.missing", at: 7)),
            (
                "1: ledger",
                "ALTER TABLE cairn.entry DETACH PARTITION cairn.entry_1; DELETE FROM cairn.entry_1 WHERE idx = 7; "
                    + "ALTER TABLE cairn.entry ATTACH PARTITION cairn.entry_1 FOR VALUES IN (1)",
                .init("entry.missing", at: 7)
            ),
            (
                "2: body and its hash",
                """
                UPDATE cairn.entry SET body = set_byte(body, 99, 33) WHERE idx = 7;
                CREATE TABLE kept AS SELECT * FROM cairn.entry;
                SELECT rehash(7);
                UPDATE cairn.entry e SET leaf_hash = k.leaf_hash FROM kept k WHERE k.idx = e.idx AND e.idx > 7
                """, .init("entry.leaf-hash", at: 8)
            ),
            (
                "3: the whole suffix",
                "UPDATE cairn.entry SET body = set_byte(body, 99, 33) WHERE idx = 7; SELECT rehash(7)",
                .init("tree.root", at: 0)
            ),
            ("5: from the middle", "DELETE FROM cairn.entry WHERE idx = 7", .init("entry.missing", at: 7)),
            (
                "5: and the gap is closed",
                "DELETE FROM cairn.entry WHERE idx = 7; UPDATE cairn.entry SET idx = idx - 1 WHERE idx > 7",
                .init("entry.leaf-hash", at: 7)
            ),
            ("6: the last entry", "DELETE FROM cairn.entry WHERE idx = 24", .init("entry.missing", at: 24)),
            (
                "6: the last submission",
                "DELETE FROM cairn.entry WHERE idx >= 20; DELETE FROM cairn.submission WHERE first_index >= 20",
                .init("entry.missing", at: 20)
            ),
            (
                "9: a row twice", "INSERT INTO cairn.entry SELECT * FROM cairn.entry WHERE idx = 7",
                .init("entry.index", at: 8)
            ),
            (
                "9: a forged row in the middle",
                """
                UPDATE cairn.entry SET idx = idx + 1 WHERE idx >= 8;
                INSERT INTO cairn.entry SELECT ledger_id, 8, recorded_at, first_index, position, gen_random_uuid(),
                  leaf_hash, \(DatabaseAttackTests.other) FROM cairn.entry WHERE idx = 7
                """, .init("entry.leaf-hash", at: 8)
            ),
            (
                "9: a forged row, rehashed",
                """
                UPDATE cairn.entry SET idx = idx + 1 WHERE idx >= 8;
                INSERT INTO cairn.entry SELECT ledger_id, 8, recorded_at, first_index, position + 1, gen_random_uuid(),
                  leaf_hash, body FROM cairn.entry WHERE idx = 7;
                SELECT rehash(8)
                """, .init("entry.position", at: 9)
            ),
            (
                "10: two events change places",
                "UPDATE cairn.entry SET idx = CASE idx WHEN 7 THEN 8 ELSE 7 END WHERE idx IN (7, 8)",
                .init("entry.leaf-hash", at: 7)
            ),
            (
                "15: an author's signature",
                """
                UPDATE cairn.submission SET note = substring(note FOR position('\\x0a0a'::bytea IN note) + 1)
                WHERE first_index = 16
                """, .init("entry.leaf-hash", at: 16)
            ),
            (
                "15: the checkpoint's signature",
                "UPDATE cairn.checkpoint SET note = substring(note FOR position('\\x0a0a'::bytea IN note) + 1)",
                .init("checkpoint.malformed", at: nil)
            ),
            ("6: everything sealed", "TRUNCATE cairn.checkpoint CASCADE", .init("export.missing-file", at: nil)),
        ]
        for (name, sql, expected) in attacks {
            // TRUNCATE has a trigger of its own.
            let hand =
                sql.hasPrefix("TRUNCATE")
                ? "ALTER TABLE cairn.checkpoint DISABLE TRIGGER USER; ALTER TABLE cairn.cosignature DISABLE TRIGGER USER; "
                : ""
            try ledger.expect(expected, "--database '\(ledger.attack(hand + sql))'", name)
        }
        try #expect(ledger.verify("--database '\(ledger.attack("SELECT 1"))'").exitCode == 0)
    }

    @Test func whoHoldsTheLedgerKeyIsFoundOutByAnAuditorWhoRemembers() throws {
        let ledger = try AttackedLedger()
        defer { ledger.cairn.remove() }
        let memory = "--remember '\(ledger.memory)'"
        let rewritten = """
            UPDATE cairn.entry SET body = set_byte(body, 99, 33) WHERE idx = 22; SELECT rehash(22);
            DELETE FROM cairn.checkpoint; DELETE FROM cairn.tile;
            """
        try #require(Program.shell("rm '\(ledger.cairn.state)/keys/sealed.checkpoint'").status == 0)
        let forked = try ledger.attack(rewritten)
        #expect(try ledger.cairn.run("seal --database '\(forked)'").status == 3)
        try ledger.expect(.init("ledger.forked", at: 0), "--database '\(forked)' \(memory)", "4: suffix")
        try ledger.expect(.init("submission.root", at: 20, exit: 3), "--database '\(forked)'", "4: without memory")

        try #require(Program.shell("rm '\(ledger.cairn.state)/keys/sealed.checkpoint'").status == 0)
        let shortened = try ledger.attack(
            """
            DELETE FROM cairn.entry WHERE idx >= 20; DELETE FROM cairn.submission WHERE first_index >= 20;
            DELETE FROM cairn.checkpoint; DELETE FROM cairn.tile
            """
        )
        #expect(try ledger.cairn.run("seal --database '\(shortened)'").status == 0)
        try ledger.expect(.init("ledger.rolled-back", at: 20), "--database '\(shortened)' \(memory)", "8: tail")
        #expect(try ledger.verify("--database '\(shortened)'").exitCode == 0)
    }

    @Test func aVerdictNamesLedgerKeyAndCheckpointAndNoOtherLedgerIsVerifiedInSilence() throws {
        let ledger = try AttackedLedger()
        defer { ledger.cairn.remove() }
        let said = try ledger.cairn.run("verify").output
        #expect(said.contains("Ledger:       ledger.hospital-a.example/imaging; checkpoint of 25 entries, root "))
        #expect(said.contains("By the key:   ledger.hospital-a.example/imaging+"))
        let json = try ledger.cairn.run("verify --json").output
        #expect(json.contains(#""size":25"#), "\(json)")
        let other = try ledger.cairn.run("verify --ledger ledger.hospital-b.example/imaging")
        #expect(other.status == 1)
        #expect(other.output.contains("give the key of ledger.hospital-b.example/imaging"), "\(other.output)")
        #expect(try ledger.cairn.run("verify --ledger ledger.hospital-a.example/imaging").status == 0)
    }

    @Test func doctorAndMigrateSeeATriggerThatIsOff() throws {
        let ledger = try AttackedLedger()
        defer { ledger.cairn.remove() }
        #expect(try ledger.cairn.run("doctor").output.contains("ok   catalogue: as migrations make it"))
        #expect(try ledger.cairn.run("migrate").status == 0)
        try ledger.psql("cairn", "ALTER TABLE cairn.checkpoint DISABLE TRIGGER append_only")
        for command in ["doctor", "migrate"] {
            let answer = try ledger.cairn.run(command)
            #expect(answer.status == 1)
            #expect(answer.output.contains("schema.changed"), "\(answer.output)")
            #expect(answer.output.contains("trigger cairn.checkpoint.append_only"), "\(answer.output)")
        }
    }

    /// Nobody gave --remember: what the sealer beside this state directory signed is remembered.
    @Test func aDatabaseThatIsBehindItsSealerOrLostItsLedgerIsFoundWithoutAMemoryOfItsOwn() throws {
        let ledger = try AttackedLedger()
        defer { ledger.cairn.remove() }
        let backup = try ledger.attack("SELECT 1")
        #expect(try ledger.verify("--database '\(backup)'").exitCode == 0)
        // Two entries more are sealed, 25 and 26; then the backup is put back.
        try ledger.append("'\(ledger.events(3, count: 2))'", as: ledger.second)
        #expect(try ledger.cairn.run("seal").status == 0)
        #expect(try ledger.verify("").exitCode == 0)
        try ledger.expect(.init("ledger.rolled-back", at: 25), "--database '\(backup)'", "11: rollback")
        let gone = try ledger.attack("ALTER TABLE cairn.ledger DISABLE TRIGGER USER; DELETE FROM cairn.ledger")
        try ledger.expect(.init("ledger.rolled-back", at: 0), "--database '\(gone)'", "7: a whole ledger")
        try ledger.expect(
            .init("ledger.rolled-back", at: 0),
            "--database '\(gone)' --remember '\(ledger.memory)'",
            "7: a whole ledger that an auditor remembers"
        )
    }

    @Test func whatWasChangedBeforeTheLastVerificationIsFoundByReadingAgain() throws {
        let ledger = try AttackedLedger()
        defer { ledger.cairn.remove() }
        let old = try ledger.attack("UPDATE cairn.entry SET body = set_byte(body, 99, 33) WHERE idx = 17")
        let new = "--database '\(old)' --remember '\(ledger.memory)'"
        #expect(try ledger.verify("\(new) --new").exitCode == 0)
        try ledger.expect(.init("entry.leaf-hash", at: 17), "\(new) --budget 1h", "an old entry")
        try ledger.append("'\(ledger.events(3, count: 2))'", as: ledger.second)
        #expect(try ledger.cairn.run("seal").status == 0)
        let answer = try ledger.cairn.run("verify --remember '\(ledger.memory)' --budget 2h")
        #expect(answer.status == 0)
        #expect(answer.output.contains("among 2 new entries. The 25 before were verified earlier and not read again."))
        #expect(answer.output.contains("Read again:   entries 0 to 27; the whole ledger was read again by now"))
        #expect(answer.output.contains("Sealed payloads were not looked at again"))
        #expect(try ledger.cairn.run("verify --new").output.contains("name the file"))
        #expect(try ledger.cairn.run("verify --budget 5d --remember x").status == 1)
        try #require(Program.shell("printf x >>'\(ledger.memory).fold'").status == 0)
        let damaged = try ledger.cairn.run("verify --remember '\(ledger.memory)' --new")
        #expect(damaged.status == 1)
        #expect(damaged.output.contains("\(ledger.memory).fold can't be used"))
    }

    @Test func whatIsReplayedOrSignedByAKeyThatMayNotSignDoesNotCount() async throws {
        let ledger = try AttackedLedger()
        defer { ledger.cairn.remove() }
        let replayed = try ledger.attack(
            """
            INSERT INTO cairn.entry SELECT ledger_id, idx + 5, (SELECT max(recorded_at) FROM cairn.entry), 25, position,
              gen_random_uuid(), leaf_hash, body FROM cairn.entry WHERE idx >= 20;
            INSERT INTO cairn.submission SELECT ledger_id, 25, author, number, anchor, statement_hash, note_hash, note
              FROM cairn.submission WHERE first_index = 20;
            UPDATE cairn.entry SET event_id = e.event_id FROM cairn.entry e WHERE e.idx = entry.idx - 5 AND entry.idx >= 25;
            SELECT rehash(25)
            """
        )
        let state = ledger.cairn.state + "/keys/sealed.checkpoint"
        try #require(Program.shell("cp '\(state)' '\(state).kept'").status == 0)
        #expect(try ledger.cairn.run("seal --database '\(replayed)'").status == 3)
        try ledger.expect(.init("submission.number", at: 25, exit: 3), "--database '\(replayed)'", "14: replay")
        try #require(Program.shell("mv '\(state).kept' '\(state)'").status == 0)

        let outside = try ledger.events(3, count: 2)
        let text = try String(contentsOfFile: outside, encoding: .utf8)
        let consent = text.replacingOccurrences(of: "example.thing-happened", with: "cairn.consent.given.v1")
        try Data(consent.utf8).write(to: URL(fileURLWithPath: outside))
        try await ledger.appendUnasked(outside, as: ledger.second)
        #expect(try ledger.cairn.run("seal").status == 3)
        try ledger.expect(.init("submission.role", at: 25, exit: 3), "", "17: role")
        #expect(try ledger.cairn.run("show 26").output.contains("counts       no: submission.role"))
        #expect(try ledger.cairn.run("show 24").output.contains("counts       yes"))
        #expect(
            try ledger.cairn.run("log --from 24").output.components(separatedBy: "doesn't count: submission.role").count
                == 3
        )
        #expect(try ledger.cairn.run("log --from 26 --json").output.contains(#""discountedBy":"submission.role""#))
        #expect(try ledger.cairn.run("status --json").output.contains(#""deniedEvents":2,"discounted":0"#))
        let proof = ledger.cairn.state + "/doesnt-count"
        #expect(try ledger.cairn.run("prove 25 --output '\(proof)'").status == 0)
        try ledger.expect(.init("submission.role", at: 25, exit: 3), "'\(proof)'", "the proof of what doesn't count")
        #expect(try ledger.cairn.run("verify '\(proof)'").output.contains("THE EVENT DOESN'T COUNT"))
        let evidence = try DamagedFilesTests.evidence(of: 25, in: proof)
        let unsupported = try ledger.cairn.run("verify '\(evidence)'")
        #expect(unsupported.status == 2)
        #expect(unsupported.output.contains("submission.role"))

        #expect(try ledger.cairn.run("key revoke \(ledger.second) --reason retired").status == 0)
        try await ledger.appendUnasked(ledger.events(4, count: 2), as: ledger.second)
        #expect(try ledger.cairn.run("seal").status == 3)
        let verdict = try ledger.verify("")
        #expect(verdict.exitCode == 3)
        #expect(verdict.findings.map(\.code) == ["submission.role", "submission.role", "submission.revoked-key"])
        #expect(verdict.findings.map(\.index) == [25, 26, 28])

        #expect(try ledger.cairn.run("key generate third.hospital-a.example").status == 0)
        let key = try String(
            contentsOfFile: ledger.cairn.state + "/keys/third.hospital-a.example.pem.vkey",
            encoding: .utf8
        ).trimmingCharacters(in: .newlines)
        try ledger.psql(
            "cairn",
            "SELECT cairn.bind_author(1, '\(key)', 'cairn')"
        )
        try ledger.append("'\(ledger.events(5, count: 2))'", as: "third.hospital-a.example")
        #expect(try ledger.cairn.run("seal").status == 3)
        #expect(try ledger.verify("").findings.map(\.code).last == "submission.unknown-key")
        #expect(try ledger.verify("").findings.map(\.index).last == 30)
    }

    @Test func aRetryGetsTheSameReceiptsAndAnIdIsNotUsedTwice() throws {
        let ledger = try AttackedLedger()
        defer { ledger.cairn.remove() }
        let again = "append '\(try ledger.events(6, count: 4))' --author \(ledger.gateway)"
        let first = try ledger.cairn.run(again)
        #expect(try ledger.cairn.run(again).output == first.output)
        #expect(try ledger.cairn.run("status --json").output.contains("\"entries\":29"))
        let file = ledger.cairn.state + "/events.6"
        let changed = try String(contentsOfFile: file, encoding: .utf8).replacingOccurrences(of: ":6}", with: ":7}")
        try Data(changed.utf8).write(to: URL(fileURLWithPath: file))
        let refused = try ledger.cairn.run(again)
        #expect(refused.status == 1)
        #expect(refused.output.contains("event.id-reused"))
        #expect(try ledger.cairn.run("status --json").output.contains("\"entries\":29"))
    }

    /// The author saw its first event as entry 25, with another leaf hash than the database has when the second is sent.
    @Test func anAuthorWhoSawAnotherHistoryAppendsNothingMore() throws {
        let ledger = try AttackedLedger()
        let cairn = ledger.cairn
        defer { cairn.remove() }
        let events = try ledger.events(3, count: 2)
        let change = """
            SET session_replication_role = replica; ALTER TABLE cairn.entry_1 DISABLE TRIGGER append_only; \
            UPDATE cairn.entry SET leaf_hash = sha256(leaf_hash) WHERE idx = 25
            """
        let script = """
            cd '\(cairn.state)' && mkfifo in out
            \(cairn.command("append - --author \(ledger.second)")) <in >out 2>told & appender=$!
            exec 3>in 4<out
            head -1 '\(events)' >&3; read -r receipt <&4; echo "$receipt"
            psql -qX 'host=\(cairn.state)/postgres user=cairn dbname=cairn' -c '\(change)'
            tail -1 '\(events)' >&3; exec 3>&-
            wait $appender; echo "ended with $?"; cat told
            """
        let answer = try Program.shell(script).output
        #expect(answer.hasPrefix("entry 25  01920000-0000-7000-8000-000000030000\nended with 2\n"), "\(answer)")
        #expect(answer.contains("ledger.forked: "))
        #expect(answer.contains("another history"))
        #expect(answer.contains("cairn verify"))
        #expect(try cairn.run("status --json").output.contains("\"entries\":26"))
    }

    @Test func whatCouldBeReadInTwoWaysIsRefused() throws {
        let ledger = try Program()
        defer { ledger.remove() }
        try ledger.begin()
        let file = ledger.state + "/body"
        for (body, code) in [
            ("{\"specversion\":\"1.0\",\"specversion\":\"1.0\"}", "body.duplicate-name"),
            ("{\"specversion\":\"1.0\",\"\\u0069d\":\"a\",\"id\":\"b\"}", "body.duplicate-name"),
            ("{\"data\":\"\\ud800\"}", "body.text"), ("{\"data\":\"\\u0000\"}", "body.text"),
            ("{\"data\":1.0}", "body.number"), ("{\"data\":9007199254740993}", "body.number"),
            ("{\"data\":-0}", "body.number"), ("{\"data\":{}} {}", "body.syntax"),
        ] {
            try Data((body + "\n").utf8).write(to: URL(fileURLWithPath: file))
            let answer = try ledger.run("append '\(file)' --author gateway.hospital-a.example")
            #expect(answer.status == 1)
            #expect(answer.output.contains(code), "\(answer.output)")
        }
        #expect(try ledger.run("status --json").output.contains("\"entries\":4"))
    }
}
