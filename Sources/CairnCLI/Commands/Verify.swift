import ArgumentParser
import Cairn
import CairnAudit
import CairnLog
import CairnModel
import CairnVault
import CairnVerification
import Foundation

struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Recompute everything, from the database, an export or a proof, and say what is wrong.",
        discussion: """
            Nothing in the database is trusted; the ledger's verifier key comes from you.

            Examples:
              cairn verify
              cairn verify export/ --ledger-key 'ledger.hospital-a.example/imaging+246dabdc+AZN…'
              cairn verify export/ --ledger-key ledger.vkey --remember auditor.checkpoint
              cairn verify --remember auditor.checkpoint --new
              cairn verify --remember auditor.checkpoint --budget 5m
              cairn verify public/ --without-bodies --ledger-key ledger.vkey

            With --remember FILE, FILE holds the last checkpoint that was verified, and FILE.fold what is needed to go on from
            it: --new reads only what came since, and can't see what was changed before. --budget does the same, and then
            reads a part of the older entries again, for so long; FILE.again says where the next run goes on, until the whole
            ledger was read again. Keep these files where nobody who could change the ledger can write.

            With --without-bodies, bodies that are absent are withheld: tree, chain, times, notes and what each author signed are
            verified, and the verdict says what was not (exit code 3).
            """
    )
    @Argument(
        help:
            "The directory of an export, or of the proof of one event, or the evidence file of an answer; the database, if it isn't given."
    )
    var export: String?
    @Option(help: "The ledger's verifier key, or a file with it.")
    var ledgerKey: String?
    @Option(help: "A file that remembers the last checkpoint that was verified: rollback and forks show.")
    var remember: String?
    @Flag(help: "Read only the entries that came since the remembered checkpoint; needs --remember.")
    var new = false
    @Option(
        help: "Like --new, and then read older entries again for so long, from where the last run stopped: 90s, 5m, 2h."
    )
    var budget: TimeBudget?
    @Flag(
        help:
            "Compare the tables that questions read with the entries, row by row, and what is defined there with this program; the entries are verified without this flag."
    )
    var projections = false
    @Flag(
        help: "Take absent bodies for withheld ones; of the database, read no bodies but those that decide what counts."
    )
    var withoutBodies = false
    @Flag(help: "Don't look at sealed payloads, even where this state directory has the institution's key.")
    var withoutVault = false
    @OptionGroup var options: SharedOptions

    func validate() throws {
        guard remember != nil || (!new && budget == nil) else {
            throw ValidationError("--new and --budget go on from what --remember FILE holds: name the file")
        }
        guard !withoutBodies || !projections else {
            throw ValidationError("--projections compares what bodies say: leave --without-bodies out")
        }
    }

    func run() async throws {
        if let export, remember != nil, EvidenceFile.isOne(export) || EventProofFolder.isOne(export) {
            throw CairnError(
                .file,
                "--remember compares whole ledgers, and \(export) proves single events: verify the ledger or an export with it"
            )
        }
        if let export, EvidenceFile.isOne(export) { return try verifyEvidence(export) }
        if projections { return try await verifyProjections() }
        if let export, !StateDirectory.isFolder(export) {
            throw CairnError(.file, "there is no export and no proof at \(export): name the directory of one")
        }
        let key: VerifierKey
        do { key = try options.ledgerKey(ledgerKey) } catch {
            // Evidence that doesn't parse goes before a key that doesn't.
            if ledgerKey != nil, let verdict = try await verdictOnForm(orThrow: error) {
                return try finish(VerdictReport(verdict))
            }
            throw error
        }
        if let named = options.ledger, try Origin(named).keyName != key.name {
            throw CairnError(
                .file,
                "--ledger names \(named), and the key that would verify it is that of \(key.name): give the key of \(named) with "
                    + "--ledger-key"
            )
        }
        let memory = remember.map { AuditorMemory($0) }
        let vault = try await vault(of: key)
        defer { vault?.close() }
        let sealed = try await sealed(by: key)
        let verifier = LedgerVerifier(
            ledgerKey: key,
            remembered: try memory?.checkpoint(by: key) ?? sealed,
            payloads: vault,
            withoutBodies: withoutBodies,
            parallelism: ProcessInfo.processInfo.activeProcessorCount
        )
        let snapshot = new || budget != nil ? try memory?.lastReading() : nil
        if let export, EventProofFolder.isOne(export) {
            do {
                return try finish(VerdictReport(try EventProofFolder.read(export).verify(by: key), by: key))
            } catch let finding as Finding {
                return try finish(VerdictReport(Verdict(unreadable: finding), by: key))
            }
        } else if let export {
            let reader = DirectoryReader(export)
            try await verify(
                ExportSource(withoutBodies: withoutBodies) { try reader.read($0) },
                verifier,
                memory,
                snapshot
            )
        } else {
            let reader: LedgerReader
            do {
                reader = try await LedgerReader(database: options.address, origin: Origin(bytes: key.name.bytes))
            } catch let error as CairnError where error.code == .noLedger {
                guard let gone = try memory?.checkpoint(by: key) ?? sealed else { throw error }
                let finding = Finding(
                    .rolledBack,
                    at: 0,
                    "the ledger is gone from this database, of which a checkpoint of \(gone.size) entries is remembered"
                )
                return try finish(VerdictReport(Verdict(unreadable: finding), by: key))
            }
            defer { reader.close() }
            let source = withoutBodies ? try await reader.sourceWithoutBodies() : reader.source
            try await verify(source, verifier, memory, snapshot)
        }
    }

    /// The checkpoint that the sealer beside this state directory signed last, where the database has another: it may not
    /// be behind it.
    ///
    /// An export is of some time before, and is not compared with it.
    private func sealed(by key: VerifierKey) async throws -> Checkpoint? {
        guard export == nil, options.directory.hasLedgerKey else { return nil }
        guard let sealed = try StateFile(options.directory.sealed).read(signedBy: key)?.checkpoint,
            sealed.origin == key.name
        else { return nil }
        do {
            let reader = try await LedgerReader(database: options.address, origin: Origin(bytes: key.name.bytes))
            defer { reader.close() }
            // What doesn't parse, verification finds.
            let last = try? await reader.checkpoint()?.checkpoint
            if last == sealed { return nil }
            // The sealer signs first and publishes then: where it was killed in between, the entries are there.
            if let last, last.size < sealed.size, try await reader.size() >= sealed.size { return nil }
            return sealed
        } catch let error as CairnError where error.code == .noLedger {
            return sealed
        }
    }

    /// What is to be said of the checkpoint without any key; `nil` where it is here and of its form.
    private func verdictOnForm(orThrow fault: any Error) async throws -> Verdict? {
        if let export, EventProofFolder.isOne(export) { return try EventProofFolder.verdictOnForm(export) }
        if let export {
            let reader = DirectoryReader(export)
            return try await LedgerVerifier.verdict(onFormOf: ExportSource { try reader.read($0) })
        }
        let reader: LedgerReader
        // Which ledger was meant, the key would have said.
        do { reader = try await LedgerReader(database: options.address, origin: options.origin()) } catch {
            throw fault
        }
        defer { reader.close() }
        return try await LedgerVerifier.verdict(onFormOf: reader.source)
    }

    private func verify(
        _ source: some LedgerSource,
        _ verifier: LedgerVerifier,
        _ memory: AuditorMemory?,
        _ snapshot: FoldSnapshot?
    ) async throws {
        let begun = ContinuousClock.now
        let progress = Progress("verifying")
        let verdict = try await verifier.verify(source, after: snapshot) { progress.show($0, $1) }
        progress.end()
        try memory?.remember(verdict)
        var again: SecondReading?
        if let budget, let memory, let checkpoint = verdict.checkpoint, let snapshot {
            let progress = Progress("reading again")
            again = try await verifier.withoutPayloads.readAgain(
                source,
                below: checkpoint,
                after: try memory.lastReadingAgain().flatMap { $0.size < snapshot.size ? $0 : nil }
            ) {
                ContinuousClock.now - begun >= budget.duration
            } progress: {
                progress.show($0, $1)
            }
            progress.end()
            if let again { try memory.remember(again) }
        }
        try finish(VerdictReport(verdict, by: verifier.ledgerKey, again))
    }

    /// The vault, where the database is verified by whoever holds the institution's key.
    private func vault(of key: VerifierKey) async throws -> Vault? {
        let file = InstitutionKeyFile(options.directory)
        guard export == nil, !withoutVault, !withoutBodies, file.exists else { return nil }
        let origin = try Origin(bytes: key.name.bytes)
        let reader: LedgerReader
        do { reader = try await LedgerReader(database: options.address, origin: origin) } catch let error as CairnError
            where error.code == .noLedger
        {
            return nil
        }
        defer { reader.close() }
        return try await Vault.open(
            address: options.address,
            ledger: reader.ledgerNumber,
            origin: origin,
            institutionKey: file.read(Passphrase.given())
        )
    }

    /// Which rows of an answer its proofs support, and whether the ledger recorded it.
    private func verifyEvidence(_ path: String) throws {
        let report = EvidenceReport(try EvidenceReading(path, by: options.ledgerKey(ledgerKey)))
        if options.json { try Output.json(report) } else { report.write() }
        if report.exitCode != 0 { throw ExitCode(report.exitCode) }
    }

    private struct ProjectionAnswer: Encodable {
        let verdict: String
        let table: String?
        let index: UInt64?
    }

    private func verifyProjections() async throws {
        let progress = Progress("recomputing")
        let faults = try await Projector.with(options.address, options.origin()) { projector in
            try await projector.verify { progress.show($0, $1) }
        }
        progress.end()
        if faults.isEmpty {
            if options.json { return try Output.json(ProjectionAnswer(verdict: "equal", table: nil, index: nil)) }
            return Output.line(
                "Every row of every projection is what the entries say, and every function and view is this program's.",
                .good
            )
        }
        for fault in faults {
            if options.json {
                let index = fault.isDefinition ? nil : fault.index
                try Output.json(ProjectionAnswer(verdict: "different", table: fault.table, index: index))
            } else if fault.isDefinition {
                let what =
                    fault.isExtra ? "nothing that this program makes" : "missing, or not as this program makes it"
                Output.line("projection: \(fault.table) is \(what). Make all anew: cairn project --rebuild", .bad)
            } else {
                let what = fault.isExtra ? "has a row that the entries don't give" : "lacks a row"
                Output.line(
                    "projection \(fault.table) \(what): entry \(fault.index). Make it anew: cairn project --rebuild",
                    .bad
                )
            }
        }
        throw ExitCode(2)
    }

    private func finish(_ report: VerdictReport) throws {
        if options.json { try Output.json(report) } else { report.write() }
        if report.exitCode != 0 { throw ExitCode(report.exitCode) }
    }
}
