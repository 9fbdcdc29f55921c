import CairnCrypto

/// A witness's signature over a checkpoint and the time when it saw it (C2SP tlog-cosignature, algorithm 0x04).
public struct Cosignature: Hashable, Sendable {
    /// The witness's key.
    public let key: VerifierKey
    /// Seconds since 1970 at which the witness saw the checkpoint; its own claim.
    public let timestamp: UInt64

    /// Verifies the cosignature of a witness on a signed checkpoint.
    ///
    /// - Throws: ``LogError`` with code `note.signature` where the witness has not signed, or not this.
    public init(on note: SignedNote, by key: VerifierKey) throws(LogError) {
        guard key.algorithm == .cosignature else { throw LogError(.signature, "\(key.name) is not a witness's key") }
        let lines = note.signatures.filter { $0.name == key.name && $0.keyHash == key.keyHash }
        guard let line = lines.first else { throw LogError(.signature, "\(key.name) has not cosigned") }
        guard lines.count == 1 else {
            throw LogError(.signature, "\(key.name) has cosigned \(lines.count) times, and once is allowed")
        }
        guard let cosignature = Cosignature(line, over: note.text, by: key) else {
            throw LogError(.signature, "the cosignature by \(key.name) is wrong")
        }
        self = cosignature
    }

    /// Verifies one line with the key that it names, or returns `nil`.
    init?(_ line: NoteSignature, over text: [UInt8], by key: VerifierKey) {
        guard line.bytes.count == 72 else { return nil }
        let timestamp = line.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let message = Array("cosignature/v1\ntime \(timestamp)\n".utf8) + text
        guard timestamp < 1 << 63, key.publicKey.isValid(Array(line.bytes.dropFirst(8)), of: message) else {
            return nil
        }
        self.key = key
        self.timestamp = timestamp
    }
}
