/// A number of a JSON text (RFC 8259 §6): where it ends, and whether it is an integer that every reader reads alike.
struct JSONNumber {
    /// The offset after the number, or `nil` where there is none.
    let end: Int?
    /// Whether it is an integer within ±(2^53−1), without fraction, exponent or −0.
    let isInteger: Bool

    init(_ text: Span<UInt8>, at start: Int) {
        var position = start
        func digits() -> Int {
            let first = position
            while position < text.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[position]) {
                position += 1
            }
            return position - first
        }
        func skips(_ byte: UInt8, _ other: UInt8) -> Bool {
            guard position < text.count, text[position] == byte || text[position] == other else { return false }
            position += 1
            return true
        }
        let isNegative = skips(UInt8(ascii: "-"), UInt8(ascii: "-"))
        let first = position
        let count = digits()
        guard count > 0, count == 1 || text[first] != UInt8(ascii: "0") else {
            (end, isInteger) = (nil, false)
            return
        }
        var magnitude: UInt64 = 0
        if count <= 16 {
            for offset in first..<position { magnitude = magnitude * 10 + UInt64(text[offset] - UInt8(ascii: "0")) }
        }
        var isWhole = count <= 16 && magnitude < 1 << 53 && !(isNegative && magnitude == 0)
        if skips(UInt8(ascii: "."), UInt8(ascii: ".")) {
            isWhole = false
            guard digits() > 0 else {
                (end, isInteger) = (nil, false)
                return
            }
        }
        if skips(UInt8(ascii: "e"), UInt8(ascii: "E")) {
            isWhole = false
            _ = skips(UInt8(ascii: "+"), UInt8(ascii: "-"))
            guard digits() > 0 else {
                (end, isInteger) = (nil, false)
                return
            }
        }
        (end, isInteger) = (position, isWhole)
    }
}
