public import CairnCrypto

/// A checkpoint (C2SP tlog-checkpoint): origin, size and root of a log, as the text of a signed note.
public struct Checkpoint: Hashable, Sendable {
    /// The name of the log.
    public let origin: KeyName
    /// The number of entries.
    public let size: UInt64
    /// The root hash of the tree over them.
    public let root: Hash

    /// Makes a checkpoint.
    public init(origin: KeyName, size: UInt64, root: Hash) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// Reads the text of a checkpoint: exactly three lines.
    ///
    /// Extension lines are refused unless they are allowed; then they must not be empty, and are dropped: ``text`` is
    /// without them, so verify signatures over the note's own text.
    ///
    /// - Throws: ``LogError`` with code `checkpoint.text`.
    public init(parsing text: [UInt8], allowingExtensions: Bool = false) throws(LogError) {
        var lines = Lines(text)
        guard let origin = lines.next(), let size = lines.next(), let root = lines.next() else {
            throw LogError(.checkpoint, "a checkpoint has three lines: origin, size, root")
        }
        if allowingExtensions {
            while let line = lines.next() {
                guard !line.isEmpty else { throw LogError(.checkpoint, "an extension line of the checkpoint is empty") }
            }
        }
        guard lines.isAtEnd else { throw LogError(.checkpoint, "a checkpoint has lines left over") }
        do { self.origin = try KeyName(bytes: origin) } catch { throw LogError(.checkpoint, error.message) }
        guard let number = Decimal.decode(size) else {
            throw LogError(.checkpoint, "the size is not a decimal number without leading zeros below 2^63")
        }
        guard let bytes = Base64.decode(root), let hash = Hash(bytes) else {
            throw LogError(.checkpoint, "the root is not canonical base64 of 32 bytes")
        }
        self.size = number
        self.root = hash
    }

    /// The text, each line ended by a line feed.
    public var text: [UInt8] {
        Array("\(origin)\n\(size)\n\(Base64.encode(root.bytes))\n".utf8)
    }
}
