public import CairnCrypto
public import CairnLog

/// A statement that its author signed: what is appended together with its bodies.
public struct Submission: Hashable, Sendable {
    /// The statement.
    public let statement: SubmissionStatement
    /// The signed note.
    public let note: SignedNote
    /// `SHA-256(note)`, signature line included: what each entry of the submission names.
    public let noteHash: Hash

    /// Signs a statement with the key that it names.
    ///
    /// - Throws: ``ModelError`` with code `statement.malformed` where the key is another or can't sign.
    public init(signing statement: SubmissionStatement, with key: borrowing Ed25519PrivateKey) throws(ModelError) {
        guard key.publicKey == statement.author.publicKey else {
            throw ModelError(.statement, "the statement names another key than the one that signs")
        }
        do {
            note = try SignedNote.sign(text: statement.text, name: statement.author.name, key: key)
        } catch {
            throw ModelError(.statement, "signing failed: \(error.message)")
        }
        self.statement = statement
        noteHash = SHA256.hash(note.bytes)
    }

    /// Reads a note: a statement, an empty line, and exactly one signature line whose name and key hash are those of
    /// the author's key.
    ///
    /// The signature itself is not verified here.
    ///
    /// - Throws: ``ModelError`` with code `statement.malformed`.
    public init(parsing bytes: [UInt8]) throws(ModelError) {
        do { note = try SignedNote(parsing: bytes, within: .submission) } catch {
            throw ModelError(.statement, error.message)
        }
        statement = try SubmissionStatement(parsing: note.text)
        guard note.signatures.count == 1, note.signatures[0].name == statement.author.name,
            note.signatures[0].keyHash == statement.author.keyHash
        else { throw ModelError(.statement, "the note has not exactly one signature line, by the author's key") }
        noteHash = SHA256.hash(bytes)
    }

    /// Whether the author's key, registered or not, signed the statement.
    public var isSigned: Bool {
        statement.author.publicKey.isValid(note.signatures[0].bytes, of: note.text)
    }

    /// The root that a statement names: RFC 9162 over the body hashes, each of which is the leaf hash of its body.
    public static func root(of bodyHashes: some Sequence<Hash>) -> Hash {
        MerkleTree.root(of: bodyHashes)
    }

    /// The root that a statement names, of bodies.
    public static func root(of bodies: [Body]) -> Hash {
        var hasher = SHA256()
        var range = CompactRange()
        for body in bodies {
            let hash = Body.hash(of: unsafe body.bytes.span.bytes, using: &hasher)
            range.append(hash, using: &hasher)
        }
        return range.root() ?? MerkleTree.emptyRoot
    }
}

extension NoteLimits {
    /// The note of a submission, which its author alone signs.
    public static let submission = NoteLimits(bytes: Limits.noteBytes, signatures: 1)
}
