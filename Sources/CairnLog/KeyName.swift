/// The name of a key, as C2SP signed-note has it.
///
/// Not empty, valid UTF-8, no Unicode space, no control character, no plus sign.
public struct KeyName: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The name's bytes, which are what is compared.
    public let bytes: [UInt8]

    /// The longest name that is taken, in bytes.
    public static let longest = 1_024

    /// Takes a name.
    ///
    /// - Throws: ``LogError`` with code `note.key-name`.
    public init(_ text: String) throws(LogError) {
        try self.init(bytes: Array(text.utf8))
    }

    /// Takes the bytes of a name.
    ///
    /// - Throws: ``LogError`` with code `note.key-name`.
    public init(bytes: some Collection<UInt8>) throws(LogError) {
        guard (1...KeyName.longest).contains(bytes.count) else {
            throw LogError(.name, "a key name has 1 to \(KeyName.longest) bytes")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw LogError(.name, "a key name is not UTF-8")
        }
        for scalar in text.unicodeScalars
        where scalar.properties.isWhitespace || scalar == "+" || scalar.properties.generalCategory == .control {
            throw LogError(.name, "a key name holds a space, a control character or a plus sign")
        }
        self.bytes = Array(bytes)
    }

    /// The name as text.
    public var description: String { String(decoding: bytes, as: UTF8.self) }

    /// Orders names as their bytes are ordered.
    public static func < (left: KeyName, right: KeyName) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}
