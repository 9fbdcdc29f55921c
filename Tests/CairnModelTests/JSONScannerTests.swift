import CairnModel
import CairnTestSupport
import Testing

@Suite("JSONScanner", .enabled(if: Vectors.exists, "the folder of test vectors is absent"))
struct JSONScannerTests {
    /// What RFC 8259 leaves open, and how each text is judged by its grammar alone and by the rules of bodies.
    static let open: [(name: String, grammar: String, body: String)] = [
        ("i_number_double_huge_neg_exp", "accepted", "body.number"),
        ("i_number_huge_exp", "accepted", "body.number"),
        ("i_number_pos_double_huge_exp", "accepted", "body.number"),
        ("i_number_real_neg_overflow", "accepted", "body.number"),
        ("i_number_real_underflow", "accepted", "body.number"),
        ("i_number_too_big_neg_int", "accepted", "body.number"),
        ("i_number_very_big_negative_int", "accepted", "body.number"),
        ("i_object_key_lone_2nd_surrogate", "accepted", "body.text"),
        ("i_string_1st_valid_surrogate_2nd_invalid", "accepted", "body.text"),
        ("i_string_UTF-16LE_with_BOM", "body.syntax", "body.syntax"),
        ("i_string_UTF8_surrogate_U+D800", "body.text", "body.text"),
        ("i_string_incomplete_surrogate_and_escape_valid", "accepted", "body.text"),
        ("i_string_incomplete_surrogates_escape_valid", "accepted", "body.text"),
        ("i_string_invalid_lonely_surrogate", "accepted", "body.text"),
        ("i_string_invalid_utf-8", "body.text", "body.text"),
        ("i_string_inverted_surrogates_U+1D11E", "accepted", "body.text"),
        ("i_string_lone_second_surrogate", "accepted", "body.text"),
        ("i_string_lone_utf8_continuation_byte", "body.text", "body.text"),
        ("i_string_overlong_sequence_2_bytes", "body.text", "body.text"),
        ("i_string_overlong_sequence_6_bytes", "body.text", "body.text"),
        ("i_string_truncated-utf-8", "body.text", "body.text"),
        ("i_string_utf16BE_no_BOM", "body.syntax", "body.syntax"),
        ("i_structure_500_nested_arrays", "accepted", "body.too-deep"),
        ("i_structure_UTF-8_BOM_empty_object", "body.syntax", "body.syntax"),
    ]

    /// Texts that every parser of RFC 8259 takes and that the rules of bodies refuse.
    static let outsideProfile = [
        "y_number": "body.number",
        "y_number_0e+1": "body.number",
        "y_number_double_close_to_zero": "body.number",
        "y_number_minus_zero": "body.number",
        "y_number_negative_zero": "body.number",
        "y_number_real_capital_e": "body.number",
        "y_number_real_capital_e_pos_exp": "body.number",
        "y_number_real_exponent": "body.number",
        "y_number_real_neg_exp": "body.number",
        "y_number_real_pos_exponent": "body.number",
        "y_number_simple_real": "body.number",
        "y_object_duplicated_key": "body.duplicate-name",
        "y_object_duplicated_key_and_value": "body.duplicate-name",
        "y_object_escaped_null_in_key": "body.text",
        "y_string_null_escape": "body.text",
        "y_structure_lonely_negative_real": "body.number",
    ]

    static func verdict(_ bytes: [UInt8], _ rules: JSONRules) -> String {
        do {
            _ = try JSONText(checking: bytes, rules: rules)
            return "accepted"
        } catch {
            return error.code.rawValue
        }
    }

    static func texts(_ prefix: String) throws -> [(name: String, bytes: [UInt8])] {
        try Vectors.names(in: "json-parsing").filter { $0.hasPrefix(prefix) }
            .map { (String($0.dropLast(".json".count)), try Vectors.bytes("json-parsing/\($0)")) }
    }

    @Test("every text that must parse parses, and the rules of bodies refuse just those that they name")
    func accepted() throws {
        let texts = try Self.texts("y_")
        #expect(texts.count == 63)
        for (name, bytes) in texts {
            #expect(Self.verdict(bytes, .rfc8259) == "accepted", "\(name)")
            #expect(Self.verdict(bytes, .body) == Self.outsideProfile[name] ?? "accepted", "\(name)")
        }
        #expect(Set(texts.map(\.name)).isSuperset(of: Self.outsideProfile.keys))
    }

    @Test("every text that must be refused is refused, at an offset within it")
    func refused() throws {
        let texts = try Self.texts("n_")
        #expect(texts.count == 125)
        for (name, bytes) in texts {
            for rules in [JSONRules.rfc8259, .body] {
                let error = #expect(throws: BodyError.self, "\(name)") { try JSONText(checking: bytes, rules: rules) }
                #expect((0...bytes.count).contains(error?.offset ?? -1), "\(name)")
            }
        }
    }

    @Test("every verdict that the standard leaves open is pinned")
    func pinned() throws {
        let texts = try Self.texts("i_")
        #expect(texts.map(\.name) == Self.open.map(\.name))
        for ((name, bytes), expected) in zip(texts, Self.open) {
            #expect(Self.verdict(bytes, .rfc8259) == expected.grammar, "\(name)")
            #expect(Self.verdict(bytes, .body) == expected.body, "\(name)")
        }
    }

    @Test("no beginning of a text that must parse makes the scanner read beyond its end")
    func beginnings() throws {
        for (name, bytes) in try Self.texts("y_") where bytes.first == UInt8(ascii: "{") {
            let last = bytes.lastIndex(of: UInt8(ascii: "}")) ?? 0
            for count in 0...last {
                #expect(Self.verdict(Array(bytes[..<count]), .rfc8259) != "accepted", "\(name) cut at \(count)")
            }
        }
    }
}
