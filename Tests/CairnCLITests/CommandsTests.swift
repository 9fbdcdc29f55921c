import Foundation
import Testing

@Suite("cairn")
struct CommandsTests {
    @Test func aLedgerGoesFromUpToAVerifiedExportAndAnInsidersChangeIsNamed() throws {
        let cairn = try Program()
        defer { cairn.remove() }
        #expect(try cairn.run("up").status == 0)
        #expect(try cairn.run("init ledger.hospital-a.example/imaging").status == 0)
        #expect(try cairn.run("key generate gateway.hospital-a.example").status == 0)
        #expect(try cairn.run("key register gateway.hospital-a.example --role image").status == 0)
        let append = "append '\(Program.events)' --author gateway.hospital-a.example"
        let first = try cairn.run(append)
        #expect(first.status == 0)
        #expect(try cairn.run(append).output == first.output)
        #expect(try cairn.run("seal").output == "Sealed: 16 entries under a signed checkpoint, 16 of them new.\n")
        let export = cairn.state + "/export"
        #expect(try cairn.run("export '\(export)'").output == "Exported 16 entries to \(export)\n")
        #expect(try cairn.run("verify '\(export)' --remember '\(cairn.state)/memory'").status == 0)
        #expect(try cairn.run("verify").status == 0)
        #expect(try cairn.run("doctor").status == 0)
        #expect(try cairn.run("show 3 --json").output.contains("\"index\":3"))

        let proof = cairn.state + "/proof"
        #expect(try cairn.run("prove 9 --output '\(proof)'").status == 0)
        #expect(try cairn.run("verify '\(proof)'").status == 0)
        #expect(try Program.shell("printf x >>'\(proof)/entry'").status == 0)
        #expect(try cairn.run("verify '\(proof)'").status == 2)

        let insider = """
            SET session_replication_role = replica; ALTER TABLE cairn.entry_1 DISABLE TRIGGER append_only;
            UPDATE cairn.entry SET body = set_byte(body, 60, 66) WHERE idx = 7
            """
        #expect(
            try Program.shell("psql -qX 'host=\(cairn.state)/postgres user=cairn dbname=cairn' -c '\(insider)'").status
                == 0
        )
        let verdict = try cairn.run("verify --json")
        #expect(verdict.status == 2)
        #expect(verdict.output.contains("\"findings\":[{\"code\":\"entry.leaf-hash\""))
        #expect(verdict.output.contains("\"index\":7"))
        #expect(try cairn.run("down").status == 0)
        #expect(try cairn.run("status").status == 1)
    }

    @Test func outputThatCantBeWrittenEndsWithAnErrorAndNoCrash() throws {
        let program = try Program()
        let listed = try Program.shell("{ \(program.command("schema")) > /dev/full ; }")
        #expect(listed.status == 1)
        #expect(listed.output.contains("can't be written"))
        #expect(!listed.output.contains("crashed"))
        #expect(try Program.shell("{ \(program.command("generate")) > /dev/full ; }").status == 1)
    }

    /// Sent, the event would not count, nor would anything that its author appends after it until the next seal.
    @Test func anEventOutsideTheKeysRolesIsRefusedBeforeItIsSent() throws {
        let program = try Program()
        defer { program.remove() }
        try program.begin()
        let line =
            #"{"specversion":"1.0","id":"0199aaaa-0000-7000-8000-000000000001","source":"urn:x","type":"cairn.breach.closed.v1","time":"2026-01-01T00:00:00Z","data":{"breach":"b"}}"#
        try line.write(toFile: program.state + "/one.ndjson", atomically: true, encoding: .utf8)
        let refused = try program.run("append '\(program.state)/one.ndjson' --author gateway.hospital-a.example")
        #expect(refused.status == 1)
        #expect(refused.output.contains("author.role"))
        #expect(try program.run("status --json").output.contains(#""entries":4"#))
    }

    /// What stands in the ledger for ever is refused where it can't be meant.
    @Test func aKeyIsRegisteredAndRevokedWithSense() throws {
        let program = try Program()
        defer { program.remove() }
        try program.begin()
        #expect(try program.run("key generate desk.hospital-a.example").status == 0)
        let typo = try program.run("key register desk.hospital-a.example --role imge")
        #expect(typo.status == 1)
        #expect(typo.output.contains("imge is no event family"))
        #expect(
            try program.run("key register desk.hospital-a.example --role consent --role example.own.type").status == 0
        )
        #expect(try program.run("key revoke desk.hospital-a.example --reason lost --compromised-since 999").status == 1)
        #expect(try program.run("key revoke desk.hospital-a.example --reason retired").status == 0)
        let again = try program.run("key revoke desk.hospital-a.example --reason retired")
        #expect(again.status == 1)
        #expect(again.output.contains("was revoked by entry 5 already"))
        let append = try program.run("append '\(Program.events)' --author desk.hospital-a.example")
        #expect(append.status == 1)
        #expect(append.output.contains("author.role"))
        #expect(try program.run("status --json").output.contains(#""entries":6"#))
    }

    @Test func theDoctorFindsAKeyThatIsNotTheRightOne() throws {
        let program = try Program()
        defer { program.remove() }
        try program.begin()
        #expect(try program.run("doctor").status == 0)
        let keys = program.state + "/keys"
        try FileManager.default.removeItem(atPath: keys + "/ledger.pem")
        try FileManager.default.copyItem(atPath: keys + "/registrar.pem", toPath: keys + "/ledger.pem")
        let told = try program.run("doctor")
        #expect(told.status == 1)
        #expect(told.output.contains("is not the private key of"))
        let seal = try program.run("seal")
        #expect(seal.status == 2)
        #expect(seal.output.contains("the private key is not the ledger's"))
        #expect(try program.run("status --json").output.contains(#""sealed":0"#))
    }

    @Test func anIndexBeyondEveryNumberIsToldAndAnArgumentCantSteerTheTerminal() throws {
        let program = try Program()
        defer { program.remove() }
        try program.begin()
        let log = try program.run("log --from 18446744073709551615")
        #expect(log.status == 1)
        #expect(log.output.contains("entry.none"))
        let odd = try program.run("\u{1B}[31mend")
        #expect(odd.status == 1)
        #expect(!odd.output.contains("\u{1B}"))
    }

    @Test func aDatabaseThatIsDownIsToldWithWhatToDo() throws {
        let program = try Program()
        let told = try program.run("status --ledger ledger.hospital-a.example/imaging")
        #expect(told.status == 1)
        #expect(told.output.contains("cairn up starts the private PostgreSQL"))
    }

    @Test func eventsComeOneALineOrAloneAndABadLineIsNamed() throws {
        let cairn = try Program()
        defer { cairn.remove() }
        try cairn.begin()
        let author = "--author gateway.hospital-a.example"
        let single = """
            printf '{\\n"specversion":"1.0","id":"01920000-0000-7000-8000-000000000001","source":"urn:test",\\n\
            "type":"example.thing-happened","time":"2026-01-01T00:00:00Z","data":{}\\n}\\n'
            """
        let piped = try Program.shell("\(single) | \(cairn.command("append - \(author) --json"))")
        #expect(piped.status == 0)
        #expect(piped.output.contains("\"index\":4"))
        #expect(try cairn.run("append '\(Program.events)' \(author) --quiet").output == "12 events are recorded\n")
        let bad = try Program.shell("(cat '\(Program.events)'; echo '{}') | \(cairn.command("append - \(author)"))")
        #expect(bad.status == 1)
        #expect(bad.output.contains("line 13 of standard input is no event"))
        #expect(try cairn.run("append '\(cairn.state)' \(author)").output.contains("can't be read"))
        #expect(try cairn.run("status --json").output.contains("\"entries\":17"))
    }

    @Test func followingSealsWhatArrivesUntilItIsAskedToStop() throws {
        let cairn = try Program()
        defer { cairn.remove() }
        try cairn.begin()
        let script = """
            \(cairn.command("seal --follow")) >'\(cairn.state)/follow' & sealer=$!
            \(cairn.command("append '\(Program.events)' --author gateway.hospital-a.example --quiet"))
            for _ in $(seq 100); do grep -q 'Sealed: 16 entries' '\(cairn.state)/follow' && break; sleep 0.1; done
            kill -TERM $sealer; wait $sealer; echo "ended with $?"
            """
        let answer = try Program.shell(script)
        #expect(answer.output == "12 events are recorded\nended with 0\n")
        #expect(try cairn.run("status --json").output.contains("\"unsealed\":0"))
        #expect(try cairn.run("verify").status == 0)
    }

    @Test func severalProcessesAppendAtOnceWhileAnotherSeals() throws {
        let cairn = try Program()
        defer { cairn.remove() }
        try cairn.begin()
        let authors = (1...4).map { "author-\($0).example" }
        for (number, author) in authors.enumerated() {
            #expect(try cairn.run("key generate \(author)").status == 0)
            #expect(try cairn.run("key register \(author) --role example.thing-happened").status == 0)
            let lines = (0..<500).map { event in
                "{\"specversion\":\"1.0\",\"id\":\"01920000-0000-7000-800\(number)-\(100_000_000_000 + event)\","
                    + "\"source\":\"urn:test\",\"type\":\"example.thing-happened\",\"time\":\"2026-01-01T00:00:00Z\",\"data\":{}}\n"
            }
            try Data(lines.joined().utf8).write(to: URL(fileURLWithPath: "\(cairn.state)/\(author)"))
        }
        let appends = authors.map { author in
            """
            ( split -l 50 \(author) \(author). && for part in \(author).[a-z]*; do
              \(cairn.command("append $part --quiet --author \(author)")) || echo failed; done; echo >done.\(author) ) &
            """
        }
        let script = """
            cd '\(cairn.state)'
            \(cairn.command("seal --follow")) >/dev/null & sealer=$!
            \(appends.joined(separator: "\n"))
            until [ "$(ls done.* 2>/dev/null | wc -l)" = \(authors.count) ]; do sleep 0.1; done
            kill -TERM $sealer; wait $sealer
            """
        let answer = try Program.shell(script)
        #expect(answer.status == 0)
        #expect(!answer.output.contains("failed"), "\(answer.output)")
        #expect(try cairn.run("seal").status == 0)
        #expect(try cairn.run("status --json").output.contains("\"entries\":2008"))
        #expect(try cairn.run("verify").status == 0)
    }

    @Test func anAppendGoesOnWhenTheDatabaseComesBack() throws {
        let cairn = try Program()
        defer { cairn.remove() }
        try cairn.begin()
        let event =
            "{\"specversion\":\"1.0\",\"id\":\"01920000-0000-7000-8000-00000000%04d\",\"source\":\"urn:test\","
            + "\"type\":\"example.thing-happened\",\"time\":\"2026-01-01T00:00:00Z\",\"data\":{}}\\n"
        let script = """
            cd '\(cairn.state)'
            events() { for n in $(seq $1 $2); do printf '\(event)' $n; done; }
            { events 1 6000; until grep -qs . receipts; do sleep 0.05; done
              \(cairn.command("down")) >&2; \(cairn.command("up")) >&2; \(cairn.command("seal")) >&2; events 6001 6090; events 1 20; } |
              \(cairn.command("append - --author gateway.hospital-a.example --wait 600")) >receipts && wc -l <receipts
            """
        #expect(try Program.shell(script).output.hasSuffix("6110\n"))
        #expect(try cairn.run("status --json").output.contains("\"entries\":6094"))
    }

    @Test func whatComesSlowlyIsRecordedWhenItComes() throws {
        let cairn = try Program()
        defer { cairn.remove() }
        try cairn.begin()
        let script = """
            cd '\(cairn.state)'
            { head -2 '\(Program.events)'; until [ "$(cat receipts 2>/dev/null | wc -l)" = 2 ]; do sleep 0.05; done; tail -n +3 '\(Program.events)'; } |
              \(cairn.command("append - --author gateway.hospital-a.example --wait 600")) >receipts && wc -l <receipts
            """
        #expect(try Program.shell(script).output == "12\n")
    }

    @Test func whatIsNotThereIsToldInWords() throws {
        let cairn = try Program()
        defer { cairn.remove() }
        for (command, words) in [
            ("verify", "--ledger-key"),
            ("verify /nonexistent --ledger-key x", "no export and no proof at /nonexistent"),
            ("log", "cairn init"), ("key revoke a.example --reason ''", "--reason: "),
        ] {
            let answer = try cairn.run(command)
            #expect(answer.status == 1)
            #expect(answer.output.contains(words), "\(answer.output)")
        }
        try cairn.begin()
        #expect(try cairn.run("seal").status == 0)
        let refused = try cairn.run("export /etc/passwd")
        #expect(refused.output.hasPrefix("cairn: file.failed: /etc/passwd/"))
        #expect(refused.output.hasSuffix("Not a directory\n"))
    }

    @Test func whatWasCutShortGoesOn() throws {
        let cairn = try Program()
        defer { cairn.remove() }
        try cairn.begin()
        #expect(try cairn.run("init ledger.hospital-a.example/imaging").status == 1)
        #expect(try Program.shell("rm '\(cairn.state)/origin' '\(cairn.state)/keys/registrar.pem.vkey'").status == 0)
        #expect(try cairn.run("init ledger.hospital-a.example/imaging").status == 0)
        // Another recovery key than the ledger began with is not taken for it.
        let other = "'\(cairn.state)/origin' '\(cairn.state)/keys/recovery.pem' '\(cairn.state)/keys/recovery.pem.vkey'"
        #expect(try Program.shell("mkdir '\(cairn.state)/away' && mv \(other) '\(cairn.state)/away'").status == 0)
        let stranger = try cairn.run("init ledger.hospital-a.example/imaging")
        #expect(stranger.status == 1)
        #expect(stranger.output.contains("is not the recovery key with which"))
        #expect(try Program.shell("rm '\(cairn.state)/keys/recovery.pem'*").status == 0)
        let named = "--recovery-key '\(cairn.state)/away/recovery.pem'"
        #expect(try cairn.run("init ledger.hospital-a.example/imaging \(named)").status == 0)
        let again = "key register gateway.hospital-a.example --role"
        #expect(try cairn.run("\(again) image --role example.thing-happened").output.hasPrefix("Entry 3: "))
        #expect(try cairn.run("\(again) consent").output.contains("registered for ever by entry 3"))
    }

    @Test func aKeyThatOthersMayReadIsRefused() throws {
        let cairn = try Program()
        defer { cairn.remove() }
        try cairn.begin()
        #expect(try Program.shell("chmod 640 '\(cairn.state)/keys/ledger.pem'").status == 0)
        let answer = try cairn.run("seal")
        #expect(answer.status == 1)
        #expect(answer.output.contains("chmod 600"))
    }

    @Test func aPassphraseComesFromAFileAndAWrongOneIsTold() throws {
        let cairn = try Program()
        defer { cairn.remove() }
        try cairn.begin()
        let file = cairn.state + "/passphrase"
        #expect(
            try Program.shell("echo right >'\(file)'; echo wrong >'\(file).wrong'; chmod 600 '\(file)'*").status == 0
        )
        let generate = cairn.command("key generate second.hospital-a.example")
        #expect(try Program.shell("CAIRN_PASSPHRASE_FILE='\(file)' \(generate)").status == 0)
        #expect(try cairn.run("key register second.hospital-a.example --role image").status == 0)
        let append = cairn.command("append '\(Program.events)' --quiet --author second.hospital-a.example")
        #expect(try Program.shell("CAIRN_PASSPHRASE_FILE='\(file).wrong' \(append)").output.contains("passphrase"))
        #expect(try Program.shell("setsid \(append)").output.contains("CAIRN_PASSPHRASE_FILE"))
        #expect(try Program.shell("CAIRN_PASSPHRASE_FILE='\(file)' \(append)").status == 0)
    }

    @Test func usageErrorsEndWithOneAndSayHow() throws {
        let cairn = try Program()
        defer { cairn.remove() }
        let answer = try cairn.run("verify --bogus")
        #expect(answer.status == 1)
        #expect(answer.output.contains("Usage: cairn verify"))
        #expect(try cairn.run("--help").status == 0)
        #expect(try cairn.run("init 'Not A Name'").output.contains("name.invalid"))
        #expect(try cairn.run("status").output.contains("cairn init"))
    }
}
