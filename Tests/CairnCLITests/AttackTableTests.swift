import Foundation
import Testing

/// The attacks on a ledger that a verifier, or whoever appends, must find out: one row each, with the codes by which it is
/// found, the place of the first finding where there is one, and the tests that provoke it.
///
/// What nobody can see from a ledger and its key alone is marked: it needs witnesses or timestamps.
@Suite("the table of attacks")
struct AttackTableTests {
    struct Attack {
        let number: Int
        let what: String
        /// Code, and after `@` the index of the finding in the test.
        let found: [String]
        /// File and function.
        let tests: [String]
        /// What the rest of the attack needs to be found.
        var needs = ""

        init(_ number: Int, _ what: String, _ found: [String], by tests: [String], needs: String = "") {
            self.number = number
            self.what = what
            self.found = found
            self.tests = tests
            self.needs = needs
        }
    }

    private static let rows = "DatabaseAttackTests.rowsThatAreChangedRemovedInsertedOrMovedAreNamed"
    private static let holder = "DatabaseAttackTests.whoHoldsTheLedgerKeyIsFoundOutByAnAuditorWhoRemembers"
    private static let behind =
        "DatabaseAttackTests.aDatabaseThatIsBehindItsSealerOrLostItsLedgerIsFoundWithoutAMemoryOfItsOwn"
    private static let replay = "DatabaseAttackTests.whatIsReplayedOrSignedByAKeyThatMayNotSignDoesNotCount"
    private static let export = "ExportAttackTests.everyChangeIsNamed"
    private static let evidence = "EvidenceTests.anAnswerIsProvenByTheEntryThatRecordsItAndByNothingElse"

    static let all = [
        Attack(1, "change a part of a row", ["entry.leaf-hash@7", "entry.event-id@7", "entry.missing@7"], by: [rows]),
        Attack(2, "change a body and its hash", ["entry.leaf-hash@8"], by: [rows]),
        Attack(3, "rewrite the whole suffix, without the key", ["tree.root@0"], by: [rows]),
        Attack(
            4,
            "rewrite the whole suffix, with the key",
            ["ledger.forked@0"],
            by: [holder],
            needs: "witnesses, where nobody remembers a checkpoint"
        ),
        Attack(5, "delete from the middle", ["entry.missing@7"], by: [rows]),
        Attack(6, "delete the end", ["entry.missing@24", "entry.missing@20"], by: [rows]),
        Attack(
            7,
            "delete a whole ledger",
            ["ledger.rolled-back@0"],
            by: [behind],
            needs: "witnesses, where nobody remembers a checkpoint"
        ),
        Attack(
            8,
            "delete the end and the newer checkpoints",
            ["ledger.rolled-back@20"],
            by: [holder],
            needs: "witnesses or timestamps, where nobody remembers a checkpoint"
        ),
        Attack(
            9,
            "forge a row in the middle, or repeat one",
            ["entry.index@8", "entry.leaf-hash@8", "entry.position@9"],
            by: [rows]
        ),
        Attack(10, "let events change places", ["entry.leaf-hash@7"], by: [rows]),
        Attack(
            11,
            "go back to an older backup",
            ["ledger.rolled-back@25", "sealer.behind"],
            by: [behind, "RestoreTests.*"]
        ),
        Attack(
            12,
            "show two histories",
            ["ledger.forked@0"],
            by: [holder],
            needs: "witnesses, where two readers don't compare what they saw"
        ),
        Attack(
            13,
            "change a time",
            ["entry.leaf-hash@7"],
            by: [rows],
            needs: "timestamps, where the ledger lies at once"
        ),
        Attack(14, "sign once, append twice or elsewhere", ["submission.number@25"], by: [replay]),
        Attack(15, "take signatures away", ["entry.leaf-hash@16", "checkpoint.malformed"], by: [rows]),
        Attack(16, "another key under the same name or key hash", [], by: ["SignedNoteTests.collision"]),
        Attack(
            17,
            "sign with a key that may not",
            ["submission.role@25", "submission.revoked-key@28", "submission.unknown-key@30"],
            by: [replay]
        ),
        Attack(
            18,
            "forge the past with a stolen key",
            ["submission.possibly-compromised"],
            by: ["FindingTallyTests.*"],
            needs: "timestamps, for what was signed before the theft and not sealed"
        ),
        Attack(19, "signatures that could be two", [], by: ["Ed25519PointEncodingTests.pinned"]),
        Attack(
            20,
            "proofs that are longer, shorter, or of a node",
            [],
            by: ["InclusionProofTests.twins", "InclusionProofTests.secondPreimage"]
        ),
        Attack(
            21,
            "a proof of another event or ledger",
            ["export.malformed"],
            by: [evidence, "EventProofTests.anotherLedgersKeyVerifiesNothing"]
        ),
        Attack(22, "head and size that nobody signed", ["evidence.head", "evidence.unproven"], by: [evidence]),
        Attack(
            23,
            "notes that can be read in two ways",
            [],
            by: ["SignedNoteTests.malformed", "CheckpointTests.refused"]
        ),
        Attack(
            24,
            "bodies that can be read in two ways",
            ["body.duplicate-name", "body.text", "body.number", "body.syntax"],
            by: ["DatabaseAttackTests.whatCouldBeReadInTwoWaysIsRefused"]
        ),
        Attack(
            25,
            "change the tables that questions read",
            [],
            by: ["ProjectorTests.aRowThatTheEntriesDontGiveIsFound"]
        ),
        Attack(
            26,
            "change functions, triggers, views, rights",
            ["projection.definition"],
            by: [
                "ProjectionDefinitionTests.whateverIsDefinedOtherwiseThanThisProgramDefinesItIsFound",
                "ProjectionDefinitionTests.aProjectorFillsTablesAndMakesOrReplacesNothing",
            ]
        ),
        Attack(27, "leave something out of an export", ["entry.missing", "export.missing-file"], by: [export]),
        Attack(
            28,
            "destroy data without saying so, or of others than one says",
            ["payload.missing@3", "payload.erased-other@5"],
            by: [
                "PayloadFoldTests.anErasureOfAnothersKeyIsFoundAtTheErasure",
                "PayloadFoldTests.whatIsAbsentWithoutAnErasureIsMissing",
            ]
        ),
        Attack(
            29,
            "bring erased data back, or swap it",
            ["payload.not-erased", "payload.modified"],
            by: ["PayloadFoldTests.*", "SwappedRowsTests.swappedKeys"]
        ),
        Attack(30, "guess personal data from a hash", [], by: ["SealedPayloadTests.otherPlaintext"]),
        Attack(31, "two sealers at once", ["sealer.not-leader"], by: ["RolesAtWorkTests.*"]),
        Attack(
            32,
            "a lost reply, and the call again",
            ["event.id-reused"],
            by: ["DatabaseAttackTests.aRetryGetsTheSameReceiptsAndAnIdIsNotUsedTwice"]
        ),
        Attack(33, "set the clock back", ["clock.behind"], by: ["CairnErrorTests.*"], needs: "timestamps, for how far"),
        Attack(34, "a timestamp of something else", [], by: [], needs: "timestamps"),
        Attack(
            35,
            "bits that rot",
            ["entry.leaf-hash@17"],
            by: ["DatabaseAttackTests.whatWasChangedBeforeTheLastVerificationIsFoundByReadingAgain"]
        ),
        Attack(
            36,
            "huge bodies, deep JSON, many signatures",
            [],
            by: ["BodyTests.size", "JSONScannerTests.refused", "SignedNoteTests.limits"]
        ),
        Attack(
            37,
            "an access between a withdrawal and its record",
            [],
            by: ["G1Tests.aWithdrawalRecordedLaterIsToldAsSuch", "G1Tests.aWithdrawalThatWasKnownIsToldAsSuch"]
        ),
        Attack(
            38,
            "text that steers a terminal, a page or a spreadsheet",
            [],
            by: [
                "DamagedFilesTests.whatSteersATerminalIsWrittenInJSONSoThatItDoesnt",
                "ReportTests.noCellOfACSVIsAFormula",
                "ReportTests.nothingInAPageIsMarkup",
            ]
        ),
    ]

    /// The text of the tests' files, by their names.
    private static func files(_ folder: String) throws -> [String: String] {
        var files: [String: String] = [:]
        let root = Program.root + "/" + folder
        for path in try FileManager.default.subpathsOfDirectory(atPath: root) where path.hasSuffix(".swift") {
            let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
            files[name, default: ""] += try String(contentsOfFile: root + "/" + path, encoding: .utf8)
        }
        return files
    }

    @Test func everyAttackIsFoundByATestOrSaysWhatItNeeds() throws {
        #expect(Self.all.map(\.number) == Array(1...38))
        let tests = try Self.files("Tests")
        let sources = try Self.files("Sources").values.joined()
        for attack in Self.all {
            #expect(!attack.tests.isEmpty || !attack.needs.isEmpty, "\(attack)")
            for test in attack.tests {
                let parts = test.split(separator: ".").map(String.init)
                let text = try #require(tests[parts[0]], "\(test)")
                if parts[1] != "*" { #expect(text.contains("func \(parts[1])("), "\(test)") }
            }
            let texts = attack.tests.compactMap { $0.split(separator: ".").first.flatMap { tests[String($0)] } }
                .joined()
            for found in attack.found {
                let parts = found.split(separator: "@").map(String.init)
                #expect(sources.contains("\"\(parts[0])\""), "\(found)")
                guard parts.count == 2, texts.contains("\"\(parts[0])\"") else { continue }
                #expect(texts.contains(parts[1]), "\(found)")
            }
        }
    }
}
