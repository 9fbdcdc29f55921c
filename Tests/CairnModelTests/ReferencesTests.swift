import CairnModel
import Testing

@Suite("References")
struct ReferencesTests {
    @Test("references of each kind are read in their order", arguments: References.Kind.allCases)
    func reading(kind: References.Kind) throws {
        let text = BodyText().with("data", "{\"\(kind.rawValue)\":[\"b\",\"\\u0061\"],\"other\":[\" \"]}")
        let references = try Body(checking: text.bytes).references
        #expect(references[kind] == ["b", "a"])
        for other in References.Kind.allCases where other != kind { #expect(references[other].isEmpty) }
    }

    @Test("references of another form are refused, under an escaped name too", arguments: References.Kind.allCases)
    func forms(kind: References.Kind) {
        let first = kind.rawValue.utf8.first.map { "\\u00" + String($0, radix: 16) } ?? ""
        for name in [kind.rawValue, first + kind.rawValue.dropFirst()] {
            for value in [
                "\"a\"", "null", "{}", "1", "[1]", "[null]", "[[\"a\"]]", "[\"a\",\"\"]", "[\"a b\"]", "[\"\u{E9}\"]",
                "[\"\\u0020\"]", "[\"\u{7F}\"]", "[\"\(String(repeating: "x", count: 256))\"]",
            ] {
                #expect(BodyText().with("data", "{\"\(name)\":\(value)}").verdict == "body.reference")
            }
            #expect(BodyText().with("data", "{\"\(name)\":[]}").verdict == "accepted")
            #expect(
                BodyText().with("data", "{\"\(name)\":[\"\(String(repeating: "x", count: 255))\"]}").verdict
                    == "accepted"
            )
        }
    }

    @Test("1,000 of a kind are taken, 1,001 are not; each kind is counted alone")
    func count() {
        func list(_ count: Int) -> String { "[" + Array(repeating: "\"a\"", count: count).joined(separator: ",") + "]" }
        #expect(BodyText().with("data", "{\"assets\":\(list(1_000)),\"causes\":\(list(1_000))}").verdict == "accepted")
        #expect(BodyText().with("data", "{\"assets\":\(list(1_001))}").verdict == "body.reference")
    }

    @Test("the members of references bind in data alone, not deeper")
    func deeper() {
        #expect(BodyText().with("data", #"{"details":{"subjects":"a","actor":1}}"#).verdict == "accepted")
        #expect(BodyText().with("assets", "1").verdict == "accepted")
    }

    @Test(
        "an actor is an object whose named members are strings",
        arguments: [
            (#"{"id":"a","kind":"service","organisation":"o","onBehalfOf":"b"}"#, true), ("{}", true),
            (#"{"role":{"any":1}}"#, true), (#""a""#, false), ("[]", false), ("null", false), (#"{"id":1}"#, false),
            (#"{"id":""}"#, false), (#"{"kind":"two words"}"#, false), (#"{"\u0069d":"a b"}"#, false),
        ]
    )
    func actor(value: String, isTaken: Bool) {
        #expect(BodyText().with("data", "{\"actor\":\(value)}").verdict == (isTaken ? "accepted" : "body.reference"))
    }
}
