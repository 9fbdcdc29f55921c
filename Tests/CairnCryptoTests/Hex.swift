/// Bytes written in hexadecimal.
struct Hex: Decodable {
    struct Malformed: Error {}

    let bytes: [UInt8]

    init(_ text: String) throws {
        let digits = try text.map { digit in
            guard let value = digit.hexDigitValue else { throw Malformed() }
            return UInt8(value)
        }
        guard digits.count.isMultiple(of: 2) else { throw Malformed() }
        bytes = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }
}
