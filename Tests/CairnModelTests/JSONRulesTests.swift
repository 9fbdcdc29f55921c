import CairnModel
import Testing

@Suite("JSONRules")
struct JSONRulesTests {
    @Test(
        "numbers are integers within ±(2^53−1)",
        arguments: [
            ("0", nil), ("-1", nil), ("9007199254740991", nil), ("-9007199254740991", nil), ("10", nil),
            ("9007199254740992", 1), ("-9007199254740992", 1), ("10000000000000000", 1), ("99999999999999999999", 1),
            ("-0", 1), ("1.0", 1), ("1e2", 1), ("0.5", 1), ("1E0", 1),
        ] as [(String, Int?)]
    )
    func numbers(number: String, fault: Int?) {
        let bytes = Array("[\(number)]".utf8)
        if let fault {
            #expect(throws: BodyError.self) { try JSONText(checking: bytes, rules: .body) }
            #expect(JSONScannerTests.verdict(bytes, .body) == "body.number")
            #expect(Faults.offset(bytes) == fault)
        } else {
            #expect(JSONScannerTests.verdict(bytes, .body) == "accepted")
        }
    }

    @Test("32 levels are taken, 33 are not, however they are mixed")
    func levels() {
        for opening in ["[", "{\"a\":"] {
            let closing = opening == "[" ? "]" : "}"
            func nested(_ levels: Int) -> [UInt8] {
                let inner = opening == "[" ? "" : "1"
                return Array(
                    (String(repeating: opening, count: levels) + inner + String(repeating: closing, count: levels)).utf8
                )
            }
            #expect(JSONScannerTests.verdict(nested(32), .body) == "accepted")
            #expect(JSONScannerTests.verdict(nested(33), .body) == "body.too-deep")
            #expect(Faults.offset(nested(33)) == 32 * opening.utf8.count)
        }
    }

    @Test("a name stands once in its object, whatever its escapes, place and number of siblings")
    func duplicateNames() {
        for count in 2...40 {
            let names = (0..<count).map { "\"n\($0)\":1" }
            #expect(JSONScannerTests.verdict(Faults.object(names), .body) == "accepted")
            for place in 0..<count {
                for copy in ["\"n\(place)\":2", "\"\\u006e\(place)\":2"] {
                    #expect(JSONScannerTests.verdict(Faults.object(names + [copy]), .body) == "body.duplicate-name")
                }
            }
        }
        #expect(
            JSONScannerTests.verdict(Array(#"{"a":{"a":[{"a":1},{"a":1}]},"b":{"a":1}}"#.utf8), .body) == "accepted"
        )
    }

    @Test("names are compared as bytes: what only looks alike is another name")
    func lookAlikes() {
        let composed = Array("{\"\u{E9}\":1,\"e\u{301}\":2}".utf8)
        #expect(JSONScannerTests.verdict(composed, .body) == "accepted")
        #expect(JSONScannerTests.verdict(Array("{\"\u{E9}\":1,\"\\u00e9\":2}".utf8), .body) == "body.duplicate-name")
        #expect(
            JSONScannerTests.verdict(Array("{\"\u{1D11E}\":1,\"\\ud834\\uDD1E\":2}".utf8), .body)
                == "body.duplicate-name"
        )
    }

    @Test("UTF-8 is taken exactly where Unicode allows it")
    func utf8() {
        for first in UInt8(0x80)...0xFF {
            for second in UInt8(0x7F)...0xC0 {
                for tail in [[], [0x80], [0x80, 0xBF], [0xBF, 0x80, 0x80]] as [[UInt8]] {
                    let inner = [first, second] + tail
                    let isText = String(validating: inner, as: UTF8.self) != nil
                    let bytes = [UInt8(ascii: "\"")] + inner + [UInt8(ascii: "\"")]
                    #expect((JSONScannerTests.verdict(bytes, .body) == "accepted") == isText)
                }
            }
        }
    }
}

/// Where texts are refused, and texts to refuse.
enum Faults {
    static func offset(_ bytes: [UInt8]) -> Int? {
        do {
            _ = try JSONText(checking: bytes, rules: .body)
            return nil
        } catch {
            return error.offset
        }
    }

    static func object(_ members: [String]) -> [UInt8] {
        Array("{\(members.joined(separator: ","))}".utf8)
    }
}
