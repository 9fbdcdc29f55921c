public import CairnCrypto

/// A proof that travels alone (C2SP tlog-proof): the index and path of a leaf, and the signed checkpoint that they lead
/// to.
public struct ProofFile: Hashable, Sendable {
    /// The most bytes of a proof file: the largest checkpoint, and a path.
    public static let largest = 266_240

    /// What the log wants to add, if anything.
    public let extra: [UInt8]?
    /// The index of the leaf.
    public let index: UInt64
    /// The inclusion path.
    public let path: [Hash]
    /// The bytes of the checkpoint's signed note.
    public let checkpoint: [UInt8]

    /// Makes a proof file.
    public init(index: UInt64, path: [Hash], checkpoint: [UInt8], extra: [UInt8]? = nil) {
        self.extra = extra
        self.index = index
        self.path = path
        self.checkpoint = checkpoint
    }

    /// Reads a proof file.
    ///
    /// The checkpoint is taken as it is, to be read as a ``SignedNote``.
    ///
    /// - Throws: ``LogError`` with code `proof.malformed`.
    public init(parsing bytes: [UInt8]) throws(LogError) {
        guard bytes.count <= ProofFile.largest else { throw LogError(.proof, "the proof file is too large") }
        var lines = Lines(bytes)
        guard let header = lines.next(), header.elementsEqual(ProofFile.header.utf8) else {
            throw LogError(.proof, "the proof file doesn't begin with \(ProofFile.header)")
        }
        guard var line = lines.next() else { throw LogError(.proof, "the proof file has no index") }
        if line.starts(with: "extra ".utf8) {
            guard let bytes = Base64.decode(line.dropFirst(6)), let next = lines.next() else {
                throw LogError(.proof, "the extra line is not canonical base64")
            }
            extra = bytes
            line = next
        } else {
            extra = nil
        }
        guard line.starts(with: "index ".utf8), let number = Decimal.decode(line.dropFirst(6)) else {
            throw LogError(.proof, "the index is not a decimal number without leading zeros below 2^63")
        }
        index = number
        var path: [Hash] = []
        while let line = lines.next() {
            if line.isEmpty {
                guard !lines.isAtEnd else { break }
                self.path = path
                checkpoint = lines.remainder
                return
            }
            guard path.count < 63, let bytes = Base64.decode(line), let hash = Hash(bytes) else {
                throw LogError(
                    .proof,
                    "a hash of the path is not canonical base64 of 32 bytes, or there are more than 63"
                )
            }
            path.append(hash)
        }
        throw LogError(.proof, "the proof file ends before its checkpoint")
    }

    /// The file's bytes.
    public var bytes: [UInt8] {
        var text = ProofFile.header + "\n"
        if let extra { text += "extra \(Base64.encode(extra))\n" }
        text += "index \(index)\n"
        for hash in path { text += Base64.encode(hash.bytes) + "\n" }
        return Array((text + "\n").utf8) + checkpoint
    }

    private static let header = "c2sp.org/tlog-proof@v1"
}
