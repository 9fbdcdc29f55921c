public import CairnLog
import CairnVerification

/// Writes a sealed ledger as a directory in the layout of C2SP tlog-tiles, with the notes of submissions and the bodies.
///
/// Full files are immutable and are not written twice, so that an export that was cut short goes on, and a later one
/// adds to it. Only files of bodies are written again: where bodies were redacted or discarded since. Until the new
/// checkpoint is written, everything that the one before it names stays as it was; and the checkpoint shows the
/// redactions of all bodies that the export lacks.
public struct Exporter: Sendable {
    /// What an export wrote.
    public struct Report: Sendable, Equatable {
        /// The size of the checkpoint.
        public let size: UInt64
        /// Files that were there, were not what the ledger says, and were written again.
        public let mended: [String]
        /// Files of bodies that were written again, because some were redacted, discarded or withheld since.
        public let rewritten: [String]
    }

    /// How often an export goes on to a checkpoint that came meanwhile.
    private static let mostLaterCheckpoints = 8

    private let reader: LedgerReader
    private let directory: ExportDirectory
    private let isChecking: Bool
    private let isWithoutBodies: Bool
    private let ledgerKey: VerifierKey?

    /// Prepares an export.
    ///
    /// - Parameters:
    ///   - reader: The ledger.
    ///   - directory: Where the export is, or will be.
    ///   - isChecking: Whether full files that are there are compared with the ledger, and mended; that takes as long as a first export.
    ///     Otherwise only those are mended whose size can't be right.
    ///   - withoutBodies: Whether all bodies are withheld but those that decide what counts, and what is redacted: for
    ///     readers who may know who submitted when, and not what.
    ///   - ledgerKey: The ledger's verifier key, from outside the database, where it is at hand: nothing is written that
    ///     it hasn't signed.
    public init(
        _ reader: LedgerReader,
        to directory: String,
        isChecking: Bool = false,
        withoutBodies: Bool = false,
        ledgerKey: VerifierKey? = nil
    ) {
        self.ledgerKey = ledgerKey
        self.reader = reader
        self.directory = ExportDirectory(directory)
        self.isChecking = isChecking
        isWithoutBodies = withoutBodies
    }

    /// Exports everything under the last checkpoint.
    ///
    /// - Parameter progress: Called now and then with the entries that were written and those there are.
    /// - Returns: The size of the checkpoint, and what was mended.
    /// - Throws: `Finding` where the database has something else than the checkpoint signs: then no file that is there was
    ///   changed; ``CairnError`` where nothing was sealed yet, the directory holds something else, another ledger or another history, or a file
    ///   can't be written, or the database's error.
    public func export(progress: @Sendable (UInt64, UInt64) async -> Void = { _, _ in }) async throws -> Report {
        var (checkpoint, note) = try await lastCheckpoint()
        let tree = try await SignedTree(reader, checkpoint)
        var earlier = try await sizeOfSameLedger(checkpoint)
        let kind = isWithoutBodies ? ExportDirectory.Bodies.guarded : .all
        let isMixed = try directory.beginBodies(kind)
        var run = ExportRun(
            reader,
            tree,
            directory,
            bodies: isWithoutBodies ? try await reader.sourceWithoutBodies() : reader.source,
            isChecking: isChecking,
            isMixed: isMixed
        )
        for round in 0...Exporter.mostLaterCheckpoints {
            try await run.write(below: checkpoint.size, progress)
            try await run.note(redactedFrom: earlier, below: checkpoint.size, isFirst: round == 0)
            if try await run.isExplained(below: checkpoint.size) {
                // Where what follows is cut short, the next export looks at every body.
                if run.hasOutdated { try directory.keep(.mixed) }
                try directory.write(note, to: "checkpoint")
                if try await run.rewrite(below: checkpoint.size) { break }
            }
            // A body is absent that this checkpoint doesn't show redacted: it went with a later one.
            let later = try await lastCheckpoint()
            guard later.checkpoint.size > checkpoint.size, round < Exporter.mostLaterCheckpoints else {
                throw CairnError(
                    .inconsistent,
                    "a body is missing, and no redaction says why: cairn verify says which one; the export was not finished"
                )
            }
            earlier = checkpoint.size
            (checkpoint, note) = later
            run.goOn(to: try await SignedTree(reader, checkpoint))
        }
        try directory.endBodies(kind, size: checkpoint.size)
        return Report(size: checkpoint.size, mended: run.mended, rewritten: run.rewritten)
    }

    private func lastCheckpoint() async throws -> (checkpoint: Checkpoint, note: [UInt8]) {
        guard let last = try await reader.checkpoint() else {
            throw CairnError(.noEntry, "nothing was sealed yet: run cairn seal")
        }
        if let ledgerKey {
            do { try SignedNote(parsing: last.note).verify(ledgerKey) } catch {
                throw Finding(
                    .checkpointSignature,
                    "the ledger's key has not signed the database's checkpoint: \(error)"
                )
            }
        }
        return last
    }

    /// The size of the export that is there, 0 where none is; fails where the directory holds an export of another
    /// ledger, or of another history.
    private func sizeOfSameLedger(_ checkpoint: Checkpoint) async throws -> UInt64 {
        guard let earlier = try directory.checkpoint() else { return 0 }
        guard earlier.origin == checkpoint.origin else {
            throw CairnError(.exists, "\(directory.path) holds an export of \(earlier.origin): name another directory")
        }
        guard earlier.size <= checkpoint.size else {
            throw CairnError(
                .inconsistent,
                "\(directory.path) holds \(earlier.size) entries, the database \(checkpoint.size): nothing was written"
            )
        }
        let proof = try await reader.consistencyProof(from: earlier.size, to: checkpoint.size)
        do { try proof.verify(oldRoot: earlier.root, newRoot: checkpoint.root) } catch {
            throw CairnError(
                .inconsistent,
                "\(directory.path) holds another history of this ledger: nothing was written"
            )
        }
        return earlier.size
    }
}
