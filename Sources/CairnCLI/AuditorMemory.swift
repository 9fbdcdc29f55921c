import Cairn
import CairnLog
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

    func checkpoint() throws -> Checkpoint? { try checkpointFile.read()?.checkpoint }

    /// Where the last verification ended.
    func lastReading() throws -> FoldSnapshot? { try ended.read() }

    /// Where reading again stopped; `nil` where it starts at the beginning.
    func lastReadingAgain() throws -> FoldSnapshot? { try again.read() }

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
