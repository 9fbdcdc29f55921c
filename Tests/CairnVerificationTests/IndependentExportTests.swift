import CairnCrypto
import CairnLog
import CairnModel
import CairnVerification
import Testing

/// What an independent program wrote from the specification, and what ours writes from the same bodies, keys and times.
@Suite("an independent program's export")
struct IndependentExportTests {
    private struct Place {
        var number: UInt64 = 0
        var previous = Hash.zero
    }

    @Test func itVerifies() async throws {
        let verdict = try await ExportVectors.verify(ExportVectors.files("export-v1"), by: ExportVectors.ledgerKey())
        #expect(verdict.findings == [])
        #expect(verdict.entries == 295)
        #expect(verdict.submissions == 28)
        #expect(verdict.checkpoint?.checkpoint.size == 295)
    }

    /// Without its bodies everything but events is verified: entry 0 is the first body that is withheld, and it decides
    /// what counts.
    @Test func withoutItsBodiesItSaysWhatIsWithheld() async throws {
        let files = try ExportVectors.files("export-v1").filter { !$0.key.hasPrefix("bodies/") }
        let key = try ExportVectors.ledgerKey()
        let verdict = try await ExportVectors.verify(files, by: key, withoutBodies: true)
        #expect(verdict.findings.map(\.code) == [.withheld, .bodyWithheld])
        #expect(verdict.findings.map(\.index) == [0, 0])
        #expect(verdict.exitCode == 3)
        #expect(verdict.snapshot == nil)
        // Its twin: who was not told that bodies are withheld calls it evidence that is missing.
        #expect(try await ExportVectors.verify(files, by: key).findings.first?.code == .exportMissing)
    }

    @Test func oursIsTheSameByteForByte() async throws {
        let theirs = try ExportVectors.files("export-v1")
        let keys = try ExportVectors.keys()
        let size = try Checkpoint(parsing: SignedNote(parsing: #require(theirs["checkpoint"])).text).size
        let chunk = try await ExportSource { theirs[$0] }.chunk(from: 0, below: size)
        let entries = try chunk.entries.map { try Entry(parsing: $0.bytes) }

        let origin = try Origin(ExportVectors.origin)
        var ours = SampleLedger.empty
        var places: [String: Place] = [:]
        for (start, note) in chunk.notes.sorted(by: { $0.key < $1.key }) {
            let said = try Submission(parsing: note).statement
            let name = said.author.name.description
            let key = try #require(keys[name])
            let bodies = try chunk.entries[Int(start)...].prefix(said.count).map {
                try Body(checking: #require($0.body))
            }
            let place = places[name, default: Place()]
            // How much an author had seen is the author's to say; the hash of it is ours.
            let seen = said.anchor.size
            let statement = try SubmissionStatement(
                origin: origin,
                author: VerifierKey(parsing: key.verifierKey),
                number: place.number,
                previous: place.previous,
                anchor: seen == 0 ? .none : Anchor(size: seen, leafHash: ours.entries[Int(seen) - 1].leafHash),
                bodies: bodies
            )
            let submission = try Submission(signing: statement, with: Ed25519PrivateKey(seed: key.seed))
            places[name] = Place(number: place.number + 1, previous: statement.hash)
            ours.notes[start] = submission.note.bytes
            for (position, body) in bodies.enumerated() {
                let index = UInt64(ours.entries.count)
                ours.bodies.append(body.bytes)
                ours.entries.append(
                    Entry(
                        index: index,
                        recordedAt: entries[Int(index)].recordedAt,
                        previous: ours.entries.last?.leafHash ?? origin.genesisPrevious,
                        noteHash: submission.noteHash,
                        position: UInt32(position),
                        bodyHash: body.hash
                    )
                )
            }
        }
        let leaves = ours.entries.map(\.leafHash)
        let checkpoint = Checkpoint(origin: origin.keyName, size: size, root: MerkleTree.root(of: leaves))
        let ledgerSeed = try #require(keys[ExportVectors.origin]).seed
        var files = try ours.files()
        files["checkpoint"] = try SignedNote.sign(
            text: checkpoint.text,
            name: origin.keyName,
            key: Ed25519PrivateKey(seed: ledgerSeed)
        ).bytes
        #expect(files.keys.sorted() == theirs.keys.sorted())
        for (path, bytes) in theirs { #expect(files[path] == bytes, "\(path)") }
    }
}
