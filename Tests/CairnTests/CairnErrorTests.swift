import Cairn
import Testing

@Suite("CairnError.Code")
struct CairnErrorTests {
    static let codes: [(CairnError.Code, String)] = [
        (.noLedger, "origin.unknown"),
        (.exists, "origin.exists"),
        (.idReused, "event.id-reused"),
        (.receipt, "receipt.mismatch"),
        (.discounted, "receipt.discounted"),
        (.closed, "appender.closed"),
        (.notLeader, "sealer.not-leader"),
        (.behind, "sealer.behind"),
        (.inconsistent, "sealer.inconsistent"),
        (.file, "file.failed"),
        (.noEntry, "entry.none"),
        (.stopped, "ledger.stopped"),
        (.notBound, "author.not-bound"),
        (.clock, "clock.behind"),
        (.clockAhead, "clock.ahead"),
        (.notStopped, "restore.not-stopped"),
        (.restoreOrder, "restore.order"),
        (.forked, "ledger.forked"),
        (.anchorStale, "submission.anchor-stale"),
        (.outOfOrder, "submission.out-of-order"),
        (.loginNotBound, "login.not-bound"),
        (.redactionRefused, "redaction.refused"),
        (.discardRefused, "discard.refused"),
        (.locked, "ledger.locked"),
        (.setAsideRefused, "restore.sealed"),
        (.notDurable, "durability.off"),
        (.asynchronous, "durability.asynchronous"),
        (.receiptMissing, "receipt.missing"),
        (.lastKey, "key.last"),
        (.unvouched, "ledger.unvouched"),
        (.vouchRefused, "vouch.refused"),
    ]

    @Test(arguments: codes)
    func aCodeKeepsItsNameForEver(code: CairnError.Code, name: String) {
        #expect(code.rawValue == name)
    }
}
