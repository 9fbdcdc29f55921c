import ArgumentParser
import Cairn
import CairnLog
import CairnModel

struct Receipts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Hold the ledger to the receipts that an author kept.",
        discussion: """
            Each receipt's entry must be there, and under the signed checkpoint where that reaches it. What is missing is named, and
            ends with 2.

            Example: cairn append events.ndjson --author gateway.hospital-a.example --receipts kept.jsonl
                     cairn receipts --check kept.jsonl
            """
    )
    @Option(help: "The file that cairn append --receipts wrote.")
    var check: String
    @Option(help: "The ledger's verifier key, or a file with it; the one beside the ledger key, if it isn't given.")
    var ledgerKey: String?
    @OptionGroup var options: SharedOptions

    func run() async throws {
        let receipts = try ReceiptFile(check).receipts()
        let key = try options.ledgerKey(ledgerKey)
        let reader = try await LedgerReader(database: options.address, origin: options.origin())
        defer { reader.close() }
        let report = try await ReceiptCheck(reader, ledgerKey: key).check(receipts)
        for receipt in report.missing {
            Output.line(
                "receipt.missing: entry \(receipt.index), acknowledged at \(receipt.recordedAt) for event \(receipt.eventID), is gone or "
                    + "another's: append the event again, and keep the receipt",
                .bad
            )
        }
        if options.json {
            try Output.json(members: [
                "receipts": .number(UInt64(receipts.count)), "missing": .number(UInt64(report.missing.count)),
                "sealed": .number(UInt64(report.sealed)),
            ])
        } else {
            Output.line(
                "\(receipts.count) receipts: \(report.sealed) under the signed checkpoint, "
                    + "\(receipts.count - report.sealed - report.missing.count) not sealed yet, \(report.missing.count) missing"
            )
        }
        if !report.missing.isEmpty { throw ExitCode(2) }
    }
}
