import CairnVerification
import Testing

@Suite("FindingCode names")
struct FindingCodeNamesTests {
    static let codes: [(FindingCode, String)] = [
        (.genesis, "ledger.genesis"),
        (.rolledBack, "ledger.rolled-back"),
        (.forked, "ledger.forked"),
        (.discounted, "ledger.discounted"),
        (.uninterpreted, "ledger.uninterpreted"),
        (.columns, "ledger.columns"),
        (.keyOfAnother, "payload.key-of-another"),
        (.erasedOther, "payload.erased-other"),
        (.missing, "entry.missing"),
        (.chain, "entry.chain"),
        (.eventID, "entry.event-id"),
        (.time, "entry.time"),
        (.note, "entry.note"),
        (.count, "entry.count"),
        (.tile, "tile.mismatch"),
        (.checkpointMalformed, "checkpoint.malformed"),
        (.checkpointSignature, "checkpoint.signature"),
        (.exportMalformed, "export.malformed"),
        (.exportMissing, "export.missing-file"),
        (.evidenceHead, "evidence.head"),
        (.evidenceAnswer, "evidence.answer"),
        (.evidenceUnproven, "evidence.unproven"),
        (.entryBody, "entry.body"),
        (.bodyMissing, "entry.body-missing"),
        (.bodyWithheld, "entry.body-withheld"),
        (.notRedacted, "entry.not-redacted"),
        (.withheld, "registry.withheld"),
        (.registryWithoutEffect, "registry.without-effect"),
        (.redactionWithoutEffect, "redaction.without-effect"),
        (.newerVersion, "registry.newer-version"),
        (.payloadMissing, "payload.missing"),
        (.payloadModified, "payload.modified"),
        (.payloadNotErased, "payload.not-erased"),
        (.syntax, "submission.syntax"),
        (.origin, "submission.origin"),
        (.signature, "submission.signature"),
        (.unknownKey, "submission.unknown-key"),
        (.revokedKey, "submission.revoked-key"),
        (.number, "submission.number"),
        (.previous, "submission.previous"),
        (.anchor, "submission.anchor"),
        (.bodiesRoot, "submission.root"),
        (.possiblyCompromised, "submission.possibly-compromised"),
        (.quorum, "quorum.missing"),
    ]

    @Test(arguments: codes)
    func aCodeKeepsItsNameForEver(code: FindingCode, name: String) {
        #expect(code.rawValue == name)
    }
}
