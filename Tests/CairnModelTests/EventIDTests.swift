import CairnModel
import Testing

@Suite("EventID")
struct EventIDTests {
    @Test("an id is read and written alike")
    func reading() throws {
        let text = "019b76da-a80c-700c-8000-0123456789ef"
        let id = try EventID(parsing: text.utf8)
        #expect(id.description == text)
        #expect(
            id.bytes == [
                0x01, 0x9B, 0x76, 0xDA, 0xA8, 0x0C, 0x70, 0x0C, 0x80, 0x00, 0x01, 0x23, 0x45, 0x67, 0x89, 0xEF,
            ]
        )
        #expect(EventID(bytes: id.bytes) == id)
        #expect(EventID(bytes: Array(id.bytes.dropLast())) == nil)
        #expect(EventID(bytes: id.bytes + [0]) == nil)
    }

    @Test("each other character at each place is refused")
    func refused() {
        let text = Array("019b76da-a80c-700c-8000-0123456789ef".utf8)
        let digits = Set("0123456789abcdef".utf8)
        for place in text.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = text
                changed[place] = byte
                let isID = [8, 13, 18, 23].contains(place) ? byte == UInt8(ascii: "-") : digits.contains(byte)
                // Which of the two comes out is all that is asked here.
                let isTaken = (try? EventID(parsing: changed)) != nil
                #expect(isTaken == isID)
            }
        }
        #expect(throws: ModelError.self) { try EventID(parsing: text.dropLast()) }
        #expect(throws: ModelError.self) { try EventID(parsing: text + [UInt8(ascii: "0")]) }
    }

    @Test("an id of version 7 says so, begins with the milliseconds, and comes out the same for the same input")
    func version7() throws {
        let time = try Timestamp(parsing: "2026-01-01T00:00:12.345678Z".utf8)
        let id = EventID.version7(at: time, random: Array(repeating: 0xFF, count: 10))
        #expect(id.description == "019b76da-d839-7ad9-bfff-ffffffffffff")
        #expect(EventID.version7(at: time, random: Array(repeating: 0xFF, count: 10)) == id)
        #expect(EventID.version7(at: time, random: Array(repeating: 0xFE, count: 10)) != id)
        #expect(try EventID(parsing: id.description.utf8) == id)
    }

    @Test("ids of later microseconds sort later")
    func order() throws {
        var last: [UInt8] = []
        for microseconds in Int64(1_767_225_612_345_600)..<1_767_225_612_347_700 {
            let time = try #require(Timestamp(microseconds: microseconds))
            let id = EventID.version7(at: time, random: Array(repeating: UInt8(microseconds & 1), count: 10)).bytes
            #expect(last.lexicographicallyPrecedes(id.dropLast(8)))
            last = Array(id.dropLast(8))
        }
    }

    @Test("times before 1970 and too few random bytes make an id all the same")
    func clamped() throws {
        let time = try Timestamp(parsing: "0001-01-01T00:00:00Z".utf8)
        #expect(EventID.version7(at: time, random: []).description == "00000000-0000-7000-8000-000000000000")
    }
}
