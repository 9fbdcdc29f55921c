import Foundation
import Testing

/// What an author keeps beside its key and in a file, and what it finds by that.
@Suite("cairn receipts, cairn author reset: receipt.missing")
struct ReceiptsTests {
    /// An insider deletes what was acknowledged before it is sealed.
    @Test func whatWasDeletedBeforeTheSealIsFoundByItsAuthorAndAppendedAgain() throws {
        let ledger = try AttackedLedger()
        defer { ledger.cairn.remove() }
        let cairn = ledger.cairn
        let events = try ledger.events(3, count: 4)
        let kept = "\(cairn.state)/kept"
        let append = "append '\(events)' --author \(ledger.second) --receipts '\(kept)'"
        #expect(try cairn.run(append).status == 0)
        let fine = try cairn.run("receipts --check '\(kept)'")
        #expect(fine.status == 0)
        #expect(fine.output == "4 receipts: 0 under the signed checkpoint, 4 not sealed yet, 0 missing\n")
        try ledger.psql(
            "cairn",
            """
            SET session_replication_role = replica;
            ALTER TABLE cairn.entry_1 DISABLE TRIGGER append_only; ALTER TABLE cairn.submission DISABLE TRIGGER append_only;
            DELETE FROM cairn.entry WHERE idx >= 25; DELETE FROM cairn.submission WHERE first_index >= 25;
            """
        )
        let early = try cairn.run("receipts --check '\(kept)' --json")
        #expect(early.status == 2)
        #expect(early.output.contains(#""missing":4"#), "\(early.output)")
        // Somebody else's events get the places.
        #expect(try cairn.run("append '\(ledger.events(4, count: 4))' --author \(ledger.gateway)").status == 0)
        #expect(try cairn.run("seal").status == 0)
        let late = try cairn.run("receipts --check '\(kept)'")
        #expect(late.status == 2)
        #expect(late.output.contains("receipt.missing: entry 25"))

        let stopped = try cairn.run(append)
        #expect(stopped.status == 2)
        #expect(stopped.output.contains("receipt.missing"))
        #expect(stopped.output.contains("entries 25 to 28"))
        #expect(stopped.output.contains("cairn author reset \(ledger.second) --lost FILE"))
        let reset = try cairn.run("author reset \(ledger.second) --lost '\(cairn.state)/lost'")
        #expect(reset.status == 0)
        let lost = try String(contentsOfFile: "\(cairn.state)/lost", encoding: .utf8)
        #expect(lost.contains(#""firstIndex":25,"lastIndex":28"#), "\(lost)")
        let again = try cairn.run("author reset \(ledger.second) --lost '\(cairn.state)/lost'")
        #expect(again.output.contains("Nothing is missing"))
        #expect(try cairn.run(append).status == 0)
        #expect(try cairn.run("seal").status == 0)
        #expect(try cairn.run("verify").status == 0)
        let both = try cairn.run("receipts --check '\(kept)'")
        #expect(both.output.contains("8 receipts: 4 under the signed checkpoint, 0 not sealed yet, 4 missing"))
    }

    @Test func whatIsSealedIsForgottenAndADamagedFileIsNamed() throws {
        let ledger = try AttackedLedger()
        defer { ledger.cairn.remove() }
        let cairn = ledger.cairn
        let file = "\(cairn.state)/keys/\(ledger.second).pem.state"
        try ledger.append("'\(ledger.events(3, count: 2))'", as: ledger.second)
        #expect(try String(contentsOfFile: file, encoding: .utf8).contains("\nreceipt 25 2 "))
        #expect(try Program.shell("stat -c %a '\(file)'").output == "600\n")
        #expect(try cairn.run("seal").status == 0)
        try ledger.append("'\(ledger.events(4, count: 2))'", as: ledger.second)
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(!text.contains("\nreceipt 25 "))
        #expect(text.contains("\nreceipt 27 2 "))
        // A line that was cut off by a crash is none.
        try #require(Program.shell("printf 'receipt 4' >>'\(file)'").status == 0)
        try ledger.append("'\(ledger.events(5, count: 2))'", as: ledger.second)
        for damage in ["sed -i 2d", "sed -i 's/^receipt/recipt/'"] {
            try #require(Program.shell("cp '\(file)' '\(file).kept' && \(damage) '\(file)'").status == 0)
            let answer = try cairn.run("append '\(ledger.events(6, count: 2))' --author \(ledger.second)")
            #expect(answer.status == 1)
            #expect(answer.output.contains("\(file) is damaged"), "\(answer.output)")
            try #require(Program.shell("mv '\(file).kept' '\(file)'").status == 0)
        }
        #expect(try cairn.run("append '\(cairn.state)/events.6' --author \(ledger.second)").status == 0)
    }
}
