import Testing

@testable import CairnModel

@Suite("MemberName")
struct MemberNameTests {
    @Test(
        "each case is the bytes of its name, the first one the highest, escaped or not",
        arguments: [
            MemberName.id, .source, .type, .time, .data, .subject, .actor, .subjects, .assets, .datasets, .models,
            .permits, .consents, .requests, .purposes, .causes,
        ]
    )
    func words(name: MemberName) throws {
        let plain = "\(name)"
        #expect(plain.utf8.reduce(0) { $0 << 8 | UInt64($1) } == name.rawValue)
        let escaped = plain.utf8.map { "\\u00" + String($0, radix: 16) }.joined()
        for written in [plain, escaped] {
            let text = try JSONText(checking: Array("{\"\(written)\":1}".utf8), rules: .body)
            #expect(MemberName(rawValue: text.word(1)) == name)
        }
    }

    @Test(
        "a name that is longer, shorter or another is none",
        arguments: ["", "i", "idx", "subjectss", "Data", "type "]
    )
    func others(name: String) throws {
        let text = try JSONText(checking: Array("{\"\(name)\":1}".utf8), rules: .body)
        #expect(MemberName(rawValue: text.word(1)) == nil)
    }
}
