import CairnLog
import Testing

@Suite("note.key-name")
struct KeyNameTests {
    @Test(
        "names that C2SP signed-note allows are taken",
        arguments: ["a", "example.com/foo", "PeterNeumann", "klinik.example/größe", "\u{200B}"]
    )
    func taken(text: String) throws {
        let name = try KeyName(text)
        #expect(name.description == text)
        #expect(name.bytes == Array(text.utf8))
    }

    @Test(
        "nothing, plus signs, Unicode spaces and control characters are refused",
        arguments: [
            "", "a+b", "+", "a b", " ", "a\t", "a\n", "\ra", "a\u{85}", "a\u{A0}b", "a\u{1680}", "a\u{2000}",
            "a\u{200A}", "a\u{2028}",
            "a\u{2029}", "a\u{202F}", "a\u{205F}", "a\u{3000}", "a\u{0}", "a\u{7F}", "a\u{1B}[0m",
        ]
    )
    func refused(text: String) {
        do throws(LogError) {
            _ = try KeyName(text)
            Issue.record("the name was taken")
        } catch {
            #expect(error.code.rawValue == "note.key-name")
        }
    }

    @Test("bytes that are not UTF-8, and names beyond the limit, are refused")
    func bytes() throws {
        for bytes in [[0xFF], [0x61, 0xC3], [0xC0, 0xAB], [0xED, 0xA0, 0x80]] as [[UInt8]] {
            #expect(throws: LogError.self) { try KeyName(bytes: bytes) }
        }
        _ = try KeyName(bytes: Array(repeating: 0x61, count: KeyName.longest))
        #expect(throws: LogError.self) { try KeyName(bytes: Array(repeating: 0x61, count: KeyName.longest + 1)) }
    }

    @Test("names that look alike but have other bytes are other names")
    func folding() throws {
        #expect(try KeyName("K") != KeyName("\u{212A}"))
        #expect(try KeyName("\u{E9}") != KeyName("e\u{301}"))
        #expect(try Set([KeyName("\u{E9}"), KeyName("e\u{301}")]).count == 2)
        #expect(try KeyName("a") < KeyName("b"))
    }
}
