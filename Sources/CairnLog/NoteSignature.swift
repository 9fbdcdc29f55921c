/// One signature line of a signed note: `— name base64(key hash || signature)`.
public struct NoteSignature: Hashable, Sendable {
    /// The name of the key that is said to have signed.
    public let name: KeyName
    /// The key hash that the line gives.
    public let keyHash: UInt32
    /// The signature, without the key hash.
    public let bytes: [UInt8]

    /// Makes a signature line.
    public init(name: KeyName, keyHash: UInt32, bytes: [UInt8]) {
        self.name = name
        self.keyHash = keyHash
        self.bytes = bytes
    }

    /// Reads a line without its line feed.
    ///
    /// - Throws: ``LogError`` with code `note.malformed`.
    init(parsing line: ArraySlice<UInt8>) throws(LogError) {
        let dash = Array("— ".utf8)
        guard line.starts(with: dash) else {
            throw LogError(.note, "a signature line doesn't begin with an em dash and a space")
        }
        let rest = line.dropFirst(dash.count)
        guard let space = rest.firstIndex(of: UInt8(ascii: " ")) else {
            throw LogError(.note, "a signature line has no space after the name")
        }
        do { name = try KeyName(bytes: rest[..<space]) } catch { throw LogError(.note, error.message) }
        guard let decoded = Base64.decode(rest[(space + 1)...]), decoded.count >= 5 else {
            throw LogError(.note, "a signature is not canonical base64 of at least five bytes")
        }
        keyHash = decoded.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        bytes = Array(decoded.dropFirst(4))
    }

    /// The line with its line feed.
    public var line: [UInt8] {
        let hash = withBigEndianBytes(of: keyHash)
        return Array("— ".utf8) + name.bytes + [UInt8(ascii: " ")] + Base64.encoded(hash + bytes) + [UInt8(ascii: "\n")]
    }

    private func withBigEndianBytes(of number: UInt32) -> [UInt8] {
        stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> UInt32($0)) }
    }
}
