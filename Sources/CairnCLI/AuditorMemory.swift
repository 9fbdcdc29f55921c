import Cairn
import CairnLog
import CairnModel
import CairnVerification

/// What an auditor remembers between two verifications, in files that begin with one name: the last checkpoint, where its reading ended, and
/// where reading again stopped.
struct AuditorMemory {
    private let checkpointFile: StateFile
    private let ended: SnapshotFile
    private let again: SnapshotFile
    private let path: String

    init(_ path: String) {
        self.path = path
        checkpointFile = StateFile(path)
        ended = SnapshotFile(path + ".fold")
        again = SnapshotFile(path + ".again")
    }

    /// The last checkpoint, as the ledger key signed it.
    ///
    /// - Throws: `CairnError` with code `file.failed` where the file was damaged: that says nothing about the ledger.
    func checkpoint(by key: VerifierKey) throws -> Checkpoint? {
        do { return try checkpointFile.read(signedBy: key)?.checkpoint } catch {
            throw CairnError(error.code, "\(error.message); without one, name a new file with --remember")
        }
    }

    /// Where the last verification ended.
    func lastReading() throws -> FoldSnapshot? { try read(ended, ".fold") }

    /// Where reading again stopped; `nil` where it starts at the beginning.
    func lastReadingAgain() throws -> FoldSnapshot? { try read(again, ".again") }

    private func read(_ file: SnapshotFile, _ ending: String) throws -> FoldSnapshot? {
        do { return try file.read() } catch let error as ModelError {
            throw CairnError(
                .file,
                "\(path)\(ending) can't be used (\(error.message)): remove it, and the whole ledger is read once"
            )
        }
    }

    /// Remembers a ledger that was verified; nothing where it wasn't.
    func remember(_ verdict: Verdict) throws {
        guard let checkpoint = verdict.checkpoint else { return }
        if let snapshot = verdict.snapshot { try ended.write(snapshot) }
        try checkpointFile.write(checkpoint.note)
    }

    /// Remembers how far reading again came.
    func remember(_ reading: SecondReading) throws {
        guard let snapshot = reading.snapshot else { return }
        if reading.isComplete { try again.remove() } else { try again.write(snapshot) }
    }
}
