/// Base64 as RFC 4648 §4 has it: padded, and canonical, so that encoding the decoded bytes gives the same text.
public enum Base64 {
    /// The text of the bytes.
    public static func encode(_ bytes: [UInt8]) -> String {
        String(decoding: encoded(bytes), as: UTF8.self)
    }

    /// The text of the bytes, as ASCII.
    public static func encoded(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for first in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[first..<min(first + 3, bytes.count)]
            var bits: UInt32 = 0
            for byte in group { bits = bits << 8 | UInt32(byte) }
            bits <<= UInt32(8 * (3 - group.count))
            for place in 0...group.count {
                text.append(alphabet[Int(bits >> UInt32(18 - 6 * place) & 63)])
            }
            for _ in group.count..<3 { text.append(padding) }
        }
        return text
    }

    /// The bytes of the text, or `nil` where it is not padded, not canonical, or holds any other character.
    public static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        var rest = text[...]
        while !rest.isEmpty {
            let group = rest.prefix(4)
            rest = rest.dropFirst(4)
            let letters = group.prefix { $0 != padding }
            let padded = group.dropFirst(letters.count)
            guard letters.count >= 2, padded.allSatisfy({ $0 == padding }), padded.isEmpty || rest.isEmpty else {
                return nil
            }
            var bits: UInt32 = 0
            for letter in letters {
                guard let value = value(of: letter) else { return nil }
                bits = bits << 6 | value
            }
            let spare = UInt32(letters.count * 6 % 8)
            guard bits & ((1 << spare) - 1) == 0 else { return nil }
            bits >>= spare
            for place in (0..<(letters.count - 1)).reversed() {
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(8 * place)))
            }
        }
        return bytes
    }

    private static let padding = UInt8(ascii: "=")
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static func value(of letter: UInt8) -> UInt32? {
        switch letter {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(letter - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(letter - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(letter - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
