public import CairnCrypto

/// A signed note (C2SP signed-note): a text, an empty line, and signature lines.
///
/// What is parsed here is well-formed; nothing is verified until ``verify(_:)`` is called with a key.
public struct SignedNote: Hashable, Sendable {
    /// The text, its last line feed included: what is signed.
    public let text: [UInt8]
    /// The signature lines in their order.
    public let signatures: [NoteSignature]

    /// Makes a note of its parts.
    public init(text: [UInt8], signatures: [NoteSignature]) {
        self.text = text
        self.signatures = signatures
    }

    /// Reads a note, and refuses what is left over.
    ///
    /// - Throws: ``LogError`` with code `note.malformed` or `note.too-large`.
    public init(parsing bytes: [UInt8], within limits: NoteLimits = .checkpoint) throws(LogError) {
        guard bytes.count <= limits.bytes else {
            throw LogError(.noteTooLarge, "the note has \(bytes.count) bytes, at most \(limits.bytes) are taken")
        }
        try SignedNote.checkCharacters(of: bytes)
        guard let split = SignedNote.lastEmptyLine(of: bytes) else {
            throw LogError(.note, "no empty line stands between text and signatures")
        }
        text = Array(bytes[..<split])
        var lines = Lines(bytes[(split + 1)...])
        var signatures: [NoteSignature] = []
        while let line = lines.next() {
            guard signatures.count < limits.signatures else {
                throw LogError(.noteTooLarge, "the note has more than \(limits.signatures) signature lines")
            }
            signatures.append(try NoteSignature(parsing: line))
        }
        guard lines.isAtEnd else { throw LogError(.note, "the last line doesn't end in a line feed") }
        guard !signatures.isEmpty else { throw LogError(.note, "the note has no signature") }
        self.signatures = signatures
    }

    /// The whole note, as it was read.
    public var bytes: [UInt8] {
        signatures.reduce(into: text + [UInt8(ascii: "\n")]) { $0 += $1.line }
    }

    /// Signs a text, which must be UTF-8 without control characters and end in a line feed.
    ///
    /// - Throws: ``LogError`` with code `note.malformed` for any other text, or `note.signature` where signing failed.
    public static func sign(
        text: [UInt8],
        name: KeyName,
        key: borrowing Ed25519PrivateKey
    ) throws(LogError) -> SignedNote {
        guard text.last == UInt8(ascii: "\n") else { throw LogError(.note, "the text doesn't end in a line feed") }
        try checkCharacters(of: text)
        let verifierKey = VerifierKey(name: name, publicKey: key.publicKey)
        do {
            let signature = try key.signature(of: text)
            return SignedNote(
                text: text,
                signatures: [NoteSignature(name: name, keyHash: verifierKey.keyHash, bytes: signature)]
            )
        } catch {
            throw LogError(.signature, error.message)
        }
    }

    /// The note with one more signature line.
    public func adding(_ signature: NoteSignature) -> SignedNote {
        SignedNote(text: text, signatures: signatures + [signature])
    }

    /// Fails unless the key signed the text.
    ///
    /// Exactly one line has the key's name and key hash, and is right; lines of other keys are ignored.
    ///
    /// - Throws: ``LogError`` with code `note.signature`.
    public func verify(_ key: VerifierKey) throws(LogError) {
        guard key.algorithm == .ed25519 else { throw LogError(.signature, "\(key.name) is not a key for notes") }
        let lines = signatures.filter { $0.name == key.name && $0.keyHash == key.keyHash }
        guard let line = lines.first else { throw LogError(.signature, "\(key.name) has not signed this note") }
        guard lines.count == 1 else {
            throw LogError(.signature, "\(lines.count) signature lines name the key \(key.name), not one")
        }
        guard key.publicKey.isValid(line.bytes, of: text) else {
            throw LogError(.signature, "the signature by \(key.name) is wrong")
        }
    }

    /// Those of the known keys that signed the text or cosigned it as a checkpoint, in the order of the lines.
    ///
    /// Lines of unknown keys are ignored. A line whose name and key hash are those of a known key must be right by that
    /// key; where several known keys share name and key hash, by one of them, and only that one is returned.
    ///
    /// - Throws: ``LogError`` with code `note.signature` where a known key's signature is wrong, or no known key
    ///   signed.
    public func signers(among keys: [VerifierKey]) throws(LogError) -> [VerifierKey] {
        var signers: [VerifierKey] = []
        for line in signatures {
            let known = keys.filter { $0.name == line.name && $0.keyHash == line.keyHash }
            guard !known.isEmpty else { continue }
            let right = known.filter { isValid(line, by: $0) }
            guard !right.isEmpty else { throw LogError(.signature, "the signature by \(line.name) is wrong") }
            signers += right.filter { !signers.contains($0) }
        }
        guard !signers.isEmpty else { throw LogError(.signature, "none of the known keys has signed this note") }
        return signers
    }

    private func isValid(_ line: NoteSignature, by key: VerifierKey) -> Bool {
        switch key.algorithm {
        case .ed25519: key.publicKey.isValid(line.bytes, of: text)
        case .cosignature: Cosignature(line, over: text, by: key) != nil
        default: false
        }
    }

    private static func checkCharacters(of bytes: [UInt8]) throws(LogError) {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw LogError(.note, "the note is not UTF-8") }
        for byte in bytes where byte < 0x20 && byte != UInt8(ascii: "\n") {
            throw LogError(.note, "the note holds a control character")
        }
    }

    /// The index of the line feed that is the last empty line.
    private static func lastEmptyLine(of bytes: [UInt8]) -> Int? {
        let feed = UInt8(ascii: "\n")
        return bytes.indices.dropFirst().last { bytes[$0] == feed && bytes[$0 - 1] == feed }
    }
}
