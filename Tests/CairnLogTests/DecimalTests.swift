import CairnLog
import Testing

@Suite("Decimal")
struct DecimalTests {
    @Test("numbers below 2^63 are read")
    func numbers() {
        for number in [0, 1, 9, 10, 255, 9_223_372_036_854_775_807] as [UInt64] {
            #expect(Decimal.decode(Array("\(number)".utf8)) == number)
        }
    }

    @Test(
        "signs, leading zeros, spaces, other digits and larger numbers are refused",
        arguments: [
            "", "00", "01", "+1", "-1", "-0", " 1", "1 ", "1_0", "1.0", "1e3", "0x1", "٣", "9223372036854775808",
            "9999999999999999999", "18446744073709551616", "99999999999999999999999999999999",
        ]
    )
    func refused(text: String) {
        #expect(Decimal.decode(Array(text.utf8)) == nil)
    }
}
