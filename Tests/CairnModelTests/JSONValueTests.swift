import CairnModel
import Testing

@Suite("JSONValue")
struct JSONValueTests {
    static let values: [(JSONValue, String)] = [
        (.object([]), "{}"), (.array([]), "[]"), (.null, "null"), (.bool(true), "true"), (.bool(false), "false"),
        (.integer(-9_007_199_254_740_991), "-9007199254740991"), (.string(""), "\"\""),
        (.string("a\"\\\n\u{1}\u{7F}é\u{1D11E}"), "\"a\\\"\\\\\\u000a\\u0001\u{7F}é\u{1D11E}\""),
        (
            .object([.init("b", .array([.integer(1), .null])), .init("a", .object([.init("", .bool(false))]))]),
            #"{"b":[1,null],"a":{"":false}}"#
        ),
    ]

    @Test("values encode without white space, members in their order", arguments: values)
    func encoding(value: JSONValue, text: String) {
        #expect(String(decoding: value.encoded, as: UTF8.self) == text)
    }

    @Test("what is encoded obeys the rules of bodies", arguments: values)
    func checks(value: JSONValue, text: String) {
        #expect(JSONScannerTests.verdict(value.encoded, .body) == "accepted")
    }

    @Test("a number that bodies don't have is refused after encoding")
    func tooLarge() {
        #expect(JSONScannerTests.verdict(JSONValue.integer(.max).encoded, .body) == "body.number")
        #expect(JSONScannerTests.verdict(JSONValue.integer(.min).encoded, .body) == "body.number")
    }

    @Test("members are found by their name's bytes alone")
    func members() {
        let value = JSONValue.object([.init("\u{E9}", .integer(1)), .init("e\u{301}", .integer(2))])
        #expect(value["e\u{301}"] == .integer(2))
        #expect(value["\u{E9}"] == .integer(1))
        #expect(value["e"] == nil)
        #expect(JSONValue.array([])["e"] == nil)
    }

    @Test("an array with anything but strings has no strings")
    func strings() {
        #expect(JSONValue.array([.string("a"), .string("b")]).strings == ["a", "b"])
        #expect(JSONValue.array([.string("a"), .null]).strings == nil)
        #expect(JSONValue.string("a").strings == nil)
    }
}
