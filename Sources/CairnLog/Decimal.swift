/// Decimal numbers as the log's texts have them: ASCII digits, no sign, no leading zeros, below 2^63.
public enum Decimal {
    /// The number, or `nil` where the text is anything else.
    public static func decode(_ text: some Collection<UInt8>) -> UInt64? {
        guard let first = text.first, text.count <= 19, first != UInt8(ascii: "0") || text.count == 1 else {
            return nil
        }
        var number: UInt64 = 0
        for digit in text {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            number = number * 10 + UInt64(digit - UInt8(ascii: "0"))
        }
        return number < 1 << 63 ? number : nil
    }
}
