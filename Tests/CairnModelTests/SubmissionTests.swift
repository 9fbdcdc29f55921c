import CairnCrypto
import CairnLog
import CairnModel
import CairnTestSupport
import Testing

@Suite("Submission")
struct SubmissionTests {
    @Test("what is signed is read again, with the same hash, and its signature is right")
    func signing() throws {
        let submission = try Submission(
            signing: SubmissionStatementTests.statement(),
            with: SubmissionStatementTests.key()
        )
        #expect(submission.isSigned)
        #expect(submission.noteHash == SHA256.hash(submission.note.bytes))
        #expect(try Submission(parsing: submission.note.bytes) == submission)
        let again = try Submission(
            signing: SubmissionStatementTests.statement(),
            with: SubmissionStatementTests.key()
        )
        #expect(again.note.bytes == submission.note.bytes)
    }

    @Test("another key can't sign a statement")
    func anotherKey() throws {
        let error = #expect(throws: ModelError.self) {
            try Submission(signing: SubmissionStatementTests.statement(), with: SubmissionStatementTests.key(8))
        }
        #expect(error?.code == .statement)
    }

    @Test("each flipped bit of a note breaks its form or its signature")
    func flips() throws {
        let bytes = try Submission(
            signing: SubmissionStatementTests.statement(),
            with: SubmissionStatementTests.key()
        ).note.bytes
        for bit in 0..<(bytes.count * 8) {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            do {
                let submission = try Submission(parsing: changed)
                #expect(!submission.isSigned, "bit \(bit)")
            } catch {
                #expect(error.code == .statement, "bit \(bit)")
            }
        }
    }

    @Test("a note has exactly one signature line, under the name and hash of the author's key")
    func signatureLines() throws {
        let note = try Submission(
            signing: SubmissionStatementTests.statement(),
            with: SubmissionStatementTests.key()
        ).note
        let other = try SignedNote.sign(
            text: note.text,
            name: KeyName("gateway.hospital-a.example"),
            key: SubmissionStatementTests.key(8)
        )
        let renamed = try SignedNote.sign(
            text: note.text,
            name: KeyName("other.hospital-a.example"),
            key: SubmissionStatementTests.key()
        )
        for refused in [
            note.bytes + Array("\n".utf8), note.text, note.adding(note.signatures[0]).bytes,
            note.adding(renamed.signatures[0]).bytes, other.bytes, renamed.bytes, Array(note.bytes.dropLast()),
        ] {
            let error = #expect(throws: ModelError.self) { try Submission(parsing: refused) }
            #expect(error?.code == .statement)
        }
    }

    @Test("every note of the good export is read, written alike, signed, and states the root of its body hashes")
    func vectors() throws {
        let export = try ExportVector("export-v1")
        #expect(export.notes.count == 28)
        var rest = try export.entries.map { try Entry(parsing: $0) }[...]
        for bytes in export.notes {
            let submission = try Submission(parsing: bytes)
            let entries = rest.prefix(submission.statement.count)
            rest = rest.dropFirst(submission.statement.count)
            #expect(submission.note.bytes == bytes)
            #expect(submission.statement.text == submission.note.text)
            #expect(submission.isSigned)
            #expect(entries.map(\.position) == (0..<UInt32(entries.count)).map { $0 })
            #expect(Submission.root(of: entries.map(\.bodyHash)) == submission.statement.root)
        }
        #expect(rest.isEmpty)
    }

    @Test(
        "each bad export whose finding is the form or signature of a note has exactly one such note",
        arguments: [
            ("note-base64-not-canonical", "malformed"), ("second-signature-line", "malformed"),
            ("statement-extra-line", "malformed"), ("signature-by-another-key", "wrong"),
            ("signature-of-63-bytes", "wrong"), ("anchor-with-two-spaces", "malformed"),
            ("name-with-dots", "malformed"), ("revoked", "none"), ("role-denied", "none"),
        ]
    )
    func badVectors(folder: String, fault: String) throws {
        let faults = try ExportVector("export-v1-bad/\(folder)").notes.compactMap { bytes -> String? in
            do {
                return try Submission(parsing: bytes).isSigned ? nil : "wrong"
            } catch {
                return "malformed"
            }
        }
        #expect(faults == (fault == "none" ? [] : [fault]))
    }
}
