import CairnCrypto
import CairnLog
import CairnModel
import CairnTestSupport
import CairnVerification
import Foundation
import Testing

/// What an independent program wrote from the specification, and what ours writes from the same bodies, keys and times.
@Suite(
    "an independent program's export",
    .enabled(if: Vectors.exists, "the folder of test vectors is absent")
)
struct IndependentExportTests {
    private struct Key: Decodable {
        let verifierKey: String
        let ed25519Seed: String

        var seed: [UInt8] {
            stride(from: 0, to: ed25519Seed.count, by: 2).compactMap { place in
                let start = ed25519Seed.index(ed25519Seed.startIndex, offsetBy: place)
                return UInt8(ed25519Seed[start..<ed25519Seed.index(start, offsetBy: 2)], radix: 16)
            }
        }
    }

    private struct Place {
        var number: UInt64 = 0
        var previous = Hash.zero
    }

    @Test func oursIsTheSameByteForByte() async throws {
        let theirs = try ExportVectors.files("format1").filter { $0.key != "keys.json" }
        let keys = try Vectors.decode([String: Key].self, from: "format1/keys.json")
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
            let bodies = try entries[Int(start)...].prefix(said.count).map { try Body(checking: $0.body) }
            let place = places[name, default: Place()]
            // Which of the allowed anchors an author takes is the author's choice; its hash is ours.
            let anchor = ours.entries.map(\.leafHash).first { $0 == said.anchor } ?? .zero
            let statement = try SubmissionStatement(
                origin: origin,
                author: VerifierKey(parsing: key.verifierKey),
                number: place.number,
                previous: place.previous,
                anchor: anchor,
                bodies: bodies
            )
            let submission = try Submission(signing: statement, with: Ed25519PrivateKey(seed: key.seed))
            places[name] = Place(number: place.number + 1, previous: statement.hash)
            ours.notes[start] = submission.note.bytes
            for (position, body) in bodies.enumerated() {
                let index = UInt64(ours.entries.count)
                ours.entries.append(
                    Entry(
                        index: index,
                        recordedAt: entries[Int(index)].recordedAt,
                        previous: ours.entries.last?.leafHash ?? origin.genesisPrevious,
                        noteHash: submission.noteHash,
                        position: UInt32(position),
                        body: body.bytes
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
