import Foundation
import Testing

/// Rows that somebody forges beside the log end no program, make nothing be forgotten, and let nothing be signed.
@Suite("forged rows beside the log")
struct ForgedRowTests {
    /// A checkpoint of a billion entries, which nobody has signed.
    private static let checkpoint = """
        INSERT INTO cairn.checkpoint (ledger_id, size, previous_size, note)
        SELECT ledger_id, 1000000000, size,
          convert_to(regexp_replace(convert_from(note, 'UTF8'), E'^([^\\n]+)\\n[0-9]+\\n', E'\\\\1\\n1000000000\\n'), 'UTF8')
        FROM cairn.checkpoint ORDER BY size DESC LIMIT 1;
        """

    @Test func statusSaysThatACheckpointNamesMoreThanThereIs() throws {
        let ledger = try AttackedLedger()
        defer { ledger.cairn.remove() }
        let status = try ledger.cairn.run("status --database '\(ledger.attack(ForgedRowTests.checkpoint))'")
        #expect(status.status == 0, "\(status.output)")
        #expect(status.output.contains("names more entries than there are"), "\(status.output)")
    }

    /// A forged checkpoint doesn't make the author forget three events that were acknowledged and not sealed: that they are
    /// gone is told.
    @Test func aPromiseIsKeptThatNoSignedCheckpointCovers() throws {
        let ledger = try AttackedLedger()
        defer { ledger.cairn.remove() }
        try ledger.append("'\(ledger.events(7, count: 3))'", as: ledger.gateway)
        let append = "append '\(try ledger.events(8, count: 1))' --author \(ledger.gateway) --wait 0 --database"
        let forged = try ledger.cairn.run("\(append) '\(ledger.attack(ForgedRowTests.checkpoint))'")
        #expect(forged.status == 1)
        #expect(forged.output.contains("ledger.unvouched"), "\(forged.output)")
        let gone = try ledger.attack(
            """
            DELETE FROM cairn.entry WHERE idx >= (SELECT max(size) FROM cairn.checkpoint);
            DELETE FROM cairn.submission WHERE first_index >= (SELECT max(size) FROM cairn.checkpoint);
            """
        )
        let told = try ledger.cairn.run("\(append) '\(gone)'")
        #expect(told.status == 2)
        #expect(told.output.contains("receipt.missing"), "\(told.output)")
    }

    /// What the sealer has read on one server says nothing of another; and restore finds what is missing in the middle.
    @Test func theSealerReadsEverythingOnAServerThatItHasNotVouchedFor() throws {
        let ledger = try AttackedLedger()
        defer { ledger.cairn.remove() }
        let state = ledger.cairn.state
        #expect(try ledger.cairn.run("export '\(state)/export'").status == 0)
        let holed = try ledger.attack("DELETE FROM cairn.entry WHERE idx = 5;")
        let seal = try ledger.cairn.run("seal --database '\(holed)'")
        #expect(seal.status == 2, "\(seal.output)")
        #expect(seal.output.contains("entry.missing"), "\(seal.output)")
        let alone = try ledger.cairn.run("restore '\(state)/export' --database '\(holed)'")
        #expect(alone.status == 2, "\(alone.output)")
        #expect(alone.output.contains("entry 5"), "\(alone.output)")
    }

    /// A crash while receipts are written leaves half a line.
    @Test func aTornReceiptIsTakenAway() throws {
        let ledger = try AttackedLedger()
        let cairn = ledger.cairn
        defer { cairn.remove() }
        let file = "\(cairn.state)/receipts"
        let append = "append '\(try ledger.events(7, count: 3))' --author \(ledger.gateway) --receipts '\(file)'"
        #expect(try cairn.run(append).status == 0)
        #expect(try Program.shell("printf '{\"origin\":\"led' >>'\(file)'").status == 0)
        #expect(try cairn.run(append).status == 0)
        #expect(try cairn.run("seal").status == 0)
        let check = try cairn.run("receipts --check '\(file)'")
        #expect(check.status == 0, "\(check.output)")
    }
}
