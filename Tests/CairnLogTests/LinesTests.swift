import CairnLog
import Testing

@Suite("Lines")
struct LinesTests {
    @Test("lines are read as bytes, empty ones too, and a carriage return is no line end")
    func lines() {
        var lines = Lines(Array("a\n\nb\r\nc".utf8))
        #expect(lines.next().map { Array($0) } == Array("a".utf8))
        #expect(lines.next()?.isEmpty == true)
        #expect(lines.next().map { Array($0) } == Array("b\r".utf8))
        #expect(!lines.isAtEnd)
        #expect(lines.next() == nil)
        #expect(lines.remainder == Array("c".utf8))
    }

    @Test("a text that ends in a line feed leaves nothing over")
    func end() {
        var lines = Lines(Array("a\n".utf8))
        #expect(lines.next() != nil)
        #expect(lines.isAtEnd)
        #expect(lines.next() == nil)
        #expect(Lines([]).isAtEnd)
    }
}
