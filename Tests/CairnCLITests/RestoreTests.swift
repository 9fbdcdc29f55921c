import Foundation
import Testing

@Suite("cairn restore")
struct RestoreTests {
    @Test func anOldBackupIsNoticedAndWhatItLacksIsBroughtBack() throws {
        let ledger = try AttackedLedger()
        defer { ledger.cairn.remove() }
        let cairn = ledger.cairn
        try ledger.psql("postgres", "CREATE DATABASE backup TEMPLATE cairn")
        try ledger.append("'\(ledger.events(7, count: 4))'", as: ledger.second)
        try ledger.append("'\(ledger.events(8, count: 3))'", as: ledger.gateway)
        #expect(try cairn.run("seal").status == 0)
        #expect(try cairn.run("export '\(cairn.state)/export'").status == 0)
        #expect(try cairn.run("restore '\(cairn.state)/export'").output.hasPrefix("Nothing is missing"))

        let backup = "--database 'host=\(cairn.state)/postgres user=cairn dbname=backup'"
        let early = try cairn.run("restore '\(cairn.state)/export' \(backup)")
        #expect(early.status == 1)
        #expect(early.output.contains("restore.not-stopped"))
        let stopped = try cairn.run("seal \(backup)")
        #expect(stopped.status == 2)
        #expect(stopped.output.contains("sealer.behind"))
        // What this author was promised is among what is missing: it stops, and goes on by itself once that is back.
        let refused = try cairn.run("append '\(ledger.events(9, count: 1))' --author \(ledger.gateway) \(backup)")
        #expect(refused.status == 2)
        #expect(refused.output.contains("receipt.missing"), "\(refused.output)")
        #expect(refused.output.contains("entries 29 to 31"))
        #expect(try cairn.run("doctor \(backup)").output.contains("cairn restore EXPORT"))

        #expect(try Program.shell("cp -r '\(cairn.state)/export' '\(cairn.state)/spoilt'").status == 0)
        let spoil =
            "dd if=/dev/zero of='\(cairn.state)/spoilt/tile/entries/000.p/32' bs=1 seek=900 count=1 conv=notrunc"
        #expect(try Program.shell(spoil).status == 0)
        #expect(try cairn.run("restore '\(cairn.state)/spoilt' \(backup)").status == 2)
        let restored = try cairn.run("restore '\(cairn.state)/export' \(backup)")
        #expect(restored.output.hasPrefix("Brought back 7 entries"))
        #expect(try cairn.run("seal \(backup)").status == 0)
        #expect(try cairn.run("verify \(backup) --remember '\(ledger.memory)'").status == 0)
        #expect(try cairn.run("append '\(cairn.state)/events.9' --author \(ledger.gateway) \(backup)").status == 0)
        #expect(
            try cairn.run("log --from 25 --count 7").output == cairn.run("log --from 25 --count 7 \(backup)").output
        )
    }

    /// The server goes on under the name of the database that was lost; a gateway comes back before the sealer looks.
    @Test func aBackupThatIsPutBackTakesNoAppendsUntilTheSealerHasLooked() throws {
        let ledger = try AttackedLedger()
        defer { ledger.cairn.remove() }
        let cairn = ledger.cairn
        let fine = try cairn.run("doctor").output
        #expect(fine.contains("ok   appends: open"))
        #expect(fine.contains("ok   clock: the database server's differs by "))
        try ledger.psql("postgres", "CREATE DATABASE old TEMPLATE cairn")
        try ledger.append("'\(ledger.events(7, count: 4))'", as: ledger.second)
        #expect(try cairn.run("seal").status == 0)
        #expect(try cairn.run("export '\(cairn.state)/export'").status == 0)
        try ledger.psql("postgres", "DROP DATABASE cairn; ALTER DATABASE old RENAME TO cairn")

        let append = "append '\(try ledger.events(8, count: 3))' --author \(ledger.gateway) --wait 0"
        let early = try cairn.run(append)
        #expect(early.status == 1)
        #expect(early.output.contains("ledger.unvouched"), "\(early.output)")
        #expect(early.output.contains("cairn seal"))
        #expect(try cairn.run("status").output.contains("ledger.unvouched"))
        #expect(try cairn.run("doctor").output.contains("FAIL appends: ledger.unvouched"))

        let behind = try cairn.run("seal")
        #expect(behind.status == 2)
        #expect(behind.output.contains("sealer.behind"))
        let stopped = try cairn.run(append)
        #expect(stopped.status == 1)
        #expect(stopped.output.contains("ledger.stopped"), "\(stopped.output)")
        #expect(try cairn.run("status").output.contains("Appends are stopped: "))
        #expect(try cairn.run("doctor").output.contains("FAIL appends: ledger.stopped"))

        #expect(try cairn.run("restore '\(cairn.state)/export'").output.hasPrefix("Brought back 4 entries"))
        #expect(try cairn.run("seal").status == 0)
        #expect(try cairn.run(append).status == 0)
        #expect(try cairn.run("seal").status == 0)
        #expect(try cairn.run("verify --remember '\(ledger.memory)'").status == 0)
        #expect(try cairn.run("doctor").status == 0)
    }

    /// As it was before a sealer vouched: a gateway comes back first, and its entries stand where signed ones stood.
    @Test func whatWasAppendedToARestoredBackupIsSetAsideAndAppendedAgain() throws {
        let ledger = try AttackedLedger()
        defer { ledger.cairn.remove() }
        let cairn = ledger.cairn
        try ledger.psql("postgres", "CREATE DATABASE old TEMPLATE cairn")
        try ledger.append("'\(ledger.events(7, count: 4))'", as: ledger.second)
        #expect(try cairn.run("seal").status == 0)
        #expect(try cairn.run("export '\(cairn.state)/export'").status == 0)
        try ledger.psql("postgres", "DROP DATABASE cairn; ALTER DATABASE old RENAME TO cairn")
        try ledger.psql("cairn", "UPDATE cairn.gate SET started = h.started, place = h.place FROM cairn.here() h")
        let append = "append '\(try ledger.events(8, count: 3))' --author \(ledger.gateway) --wait 0"
        #expect(try cairn.run(append).status == 0)
        let aside = "restore '\(cairn.state)/export' --set-aside '\(cairn.state)/aside'"
        #expect(try cairn.run(aside).output.contains("restore.not-stopped"))
        #expect(!FileManager.default.fileExists(atPath: "\(cairn.state)/aside"))
        #expect(try cairn.run("seal").status == 2)

        let refused = try cairn.run("restore '\(cairn.state)/export'")
        #expect(refused.status == 2)
        #expect(refused.output.contains("entry 25 of the database is not the export's"), "\(refused.output)")
        #expect(refused.output.contains("--set-aside FILE"))
        let restored = try cairn.run(aside)
        #expect(restored.status == 0, "\(restored.output)")
        #expect(restored.output.contains("Brought back 4 entries"), "\(restored.output)")
        let lines = try String(contentsOfFile: "\(cairn.state)/aside", encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.allSatisfy { $0.hasPrefix("{\"author\":\"\(ledger.gateway)+") && $0.contains(#""batch":8"#) })
        #expect(try cairn.run("seal").status == 0)

        #expect(try cairn.run(append).output.contains("receipt.missing"))
        #expect(try cairn.run("author reset \(ledger.gateway) --lost '\(cairn.state)/lost'").status == 0)
        #expect(try cairn.run(append).output.contains("entry 29 "))
        #expect(try cairn.run("seal").status == 0)
        #expect(try cairn.run("verify --remember '\(ledger.memory)'").status == 0)
        #expect(try cairn.run("doctor").status == 0)
    }

    @Test func aSuccessorNamesTheLastCheckpointOfItsPredecessor() throws {
        let ledger = try AttackedLedger()
        let next = try Program()
        defer {
            ledger.cairn.remove()
            next.remove()
        }
        let export = "\(ledger.cairn.state)/export"
        #expect(try ledger.cairn.run("export '\(export)'").status == 0)
        #expect(try next.run("up").status == 0)
        let key = try Program.shell("cat '\(ledger.cairn.state)'/keys/ledger.pem.vkey").output
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let name = "init ledger.hospital-a.example/imaging-2 --predecessor-key '\(key)' --predecessor"
        for file in ["\(export)/nothing", Program.events] {
            let refused = try next.run("\(name) '\(file)'")
            #expect(refused.status == 1)
            #expect(refused.output.contains("file.failed"), "\(refused.output)")
        }
        // A checkpoint that its ledger's key has not signed, and one of a ledger of the same name.
        let changed = "\(ledger.cairn.state)/changed"
        let size = try Program.shell("sed '2s/.*/999/' '\(export)/checkpoint' >'\(changed)'")
        #expect(size.status == 0)
        #expect(try next.run("\(name) '\(changed)'").output.contains("no checkpoint that this key has signed"))
        let same = try next.run("\(name.replacing("imaging-2", with: "imaging")) '\(export)/checkpoint'")
        #expect(same.output.contains("a name of its own"), "\(same.output)")
        #expect(try next.run("\(name) '\(export)/checkpoint'").status == 0)
        #expect(try next.run("show 0").output.contains(#""predecessor":"ledger.hospital-a.example/imaging"#))
        #expect(try next.run("seal").status == 0)
        #expect(try next.run("verify").status == 0)
    }

    @Test func nothingIsSaidToBeMissingWhereTheEntriesAreOthers() throws {
        let ledger = try AttackedLedger()
        defer { ledger.cairn.remove() }
        let cairn = ledger.cairn
        #expect(try cairn.run("export '\(cairn.state)/export'").status == 0)
        let other = try ledger.attack(
            "UPDATE cairn.entry SET body = set_byte(body, 99, 33) WHERE idx = 22; SELECT rehash(22)"
        )
        let answer = try cairn.run("restore '\(cairn.state)/export' --database '\(other)'")
        #expect(answer.status == 2)
        #expect(answer.output.contains("entry 22 of the database is not the export's"), "\(answer.output)")
        // The ledger key signs that other history: the export contradicts what this sealer has signed.
        let forked = try ledger.attack(
            "UPDATE cairn.entry SET body = set_byte(body, 99, 33) WHERE idx = 22; SELECT rehash(22); "
                + "DELETE FROM cairn.checkpoint; DELETE FROM cairn.tile"
        )
        try #require(Program.shell("rm '\(cairn.state)/keys/sealed.checkpoint'").status == 0)
        #expect(try cairn.run("seal --database '\(forked)'").status == 3)
        let refused = try cairn.run("restore '\(cairn.state)/export' --database '\(forked)'")
        #expect(refused.status == 2)
        #expect(refused.output.contains("ledger.forked"), "\(refused.output)")
        #expect(refused.output.contains("nothing was brought back"))
    }

    @Test func anotherHistoryIsNotWrittenOver() throws {
        let ledger = try AttackedLedger()
        defer { ledger.cairn.remove() }
        let cairn = ledger.cairn
        let other = try ledger.attack(
            "DELETE FROM cairn.checkpoint; DELETE FROM cairn.entry WHERE idx >= 20; "
                + "DELETE FROM cairn.submission WHERE first_index >= 20; "
                + "UPDATE cairn.entry SET body = set_byte(body, 99, 33) WHERE idx = 19; SELECT rehash(19)"
        )
        #expect(try cairn.run("export '\(cairn.state)/export'").status == 0)
        #expect(try cairn.run("seal --database '\(other)'").status == 2)
        let answer = try cairn.run("restore '\(cairn.state)/export' --database '\(other)'")
        #expect(answer.status == 2)
        #expect(answer.output.contains("entry 19 of the database is not the export's"))
    }
}
