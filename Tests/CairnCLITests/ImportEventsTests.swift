import Foundation
import Testing

@Suite("cairn import events")
struct ImportEventsTests {
    private static let lines = 3_000

    /// A file of events, the bytes of a line changed by what `mend` says.
    private static func write(_ path: String, mend: (Int, String) -> String = { $1 }) throws {
        var text = ""
        for number in 0..<lines {
            let digits = String(1_000_000_000_000 + number)
            text +=
                mend(
                    number,
                    """
                    {"specversion":"1.0","id":"01920000-0000-7000-8000-\(digits.suffix(12))","source":"urn:test",\
                    "type":"example.thing-happened","time":"2026-01-01T00:00:00Z","data":{"number":\(number)}}
                    """
                ) + "\n"
        }
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    @Test func whatIsRecordedIsPassedOverAndWhatIsMendedIsRecorded() throws {
        let cairn = try Program()
        defer { cairn.remove() }
        try cairn.begin()
        let file = "\(cairn.state)/history.ndjson"
        let run = "import events '\(file)' --author gateway.hospital-a.example"
        try ImportEventsTests.write(file) { $0 == 2_500 ? "{" + $1 : $1 }
        let stopped = try cairn.run(run)
        #expect(stopped.status == 1)
        #expect(stopped.output.contains("line 2501 of"))
        #expect(try cairn.run("status").output.contains("2504 entries"))
        try ImportEventsTests.write(file)
        let mended = try cairn.run(run)
        #expect(mended.status == 0)
        #expect(mended.output.hasPrefix("500 events are recorded, 500 of them new"))
        #expect(mended.output.contains("2500 lines were recorded before and passed over"))
        #expect(try cairn.run("\(run) --json").output.contains("\"newEntries\":0,\"passedOver\":3000"))
        #expect(try cairn.run("status").output.contains("3004 entries"))
        #expect(try cairn.run("seal").status == 0)
        #expect(try cairn.run("verify").status == 0)
    }

    @Test func aJournalThatIsLostOrOfAnotherFileDoesNoHarm() throws {
        let cairn = try Program()
        defer { cairn.remove() }
        try cairn.begin()
        let file = "\(cairn.state)/history.ndjson"
        let run = "import events '\(file)' --author gateway.hospital-a.example"
        try ImportEventsTests.write(file)
        #expect(try cairn.run(run).status == 0)
        try #require(Program.shell("for f in '\(cairn.state)'/imports/*; do echo x >\"$f\"; done").status == 0)
        #expect(try cairn.run("\(run) --json").output.contains("\"newEntries\":0,\"passedOver\":0"))
        try ImportEventsTests.write(file) { $0 == 7 ? $1.replacingOccurrences(of: ":7}", with: ":8}") : $1 }
        let changed = try cairn.run(run)
        #expect(changed.status == 1)
        #expect(changed.output.contains("event.id-reused"))
        #expect(try cairn.run("status").output.contains("3004 entries"))
        #expect(try cairn.run("import events - --author gateway.hospital-a.example").status == 1)
    }

    private static func event(_ number: Int, _ type: String, _ data: String) -> String {
        """
        {"specversion":"1.0","id":"01930000-0000-7000-8000-\(String(1_000_000_000_000 + number).suffix(12))",\
        "source":"urn:test","type":"\(type)","time":"2026-01-01T00:00:00Z","data":\(data)}
        """
    }

    /// Recorded, it would stand there for ever, and no question would read it.
    @Test(arguments: ["append", "import events"])
    func anEventThatLacksWhatItsTypeNeedsIsRefusedByItsLine(command: String) throws {
        let cairn = try Program()
        defer { cairn.remove() }
        try cairn.begin()
        let whole = #"{"asset":"series:1","actor":{"id":"p"}}"#
        let file = "\(cairn.state)/events.ndjson"
        let lines = [
            ImportEventsTests.event(1, "example.thing-happened", "{}"),
            ImportEventsTests.event(
                2,
                "cairn.image.rejected.v1",
                #"{"reason":"unreadable","bytes":1,"actor":{"id":"p"}}"#
            ),
            ImportEventsTests.event(3, "cairn.image.series-received.v1", whole),
        ]
        try lines.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
        let refused = try cairn.run("\(command) '\(file)' --author gateway.hospital-a.example")
        #expect(refused.status == 1)
        #expect(refused.output.contains("line 3 of \(file), event 01930000-0000-7000-8000-000000000003"))
        #expect(refused.output.contains("cairn schema cairn.image.series-received.v1 says what it needs"))
        // What stands before the line is recorded, once.
        #expect(try cairn.run("status --json").output.contains(#""entries":6"#))
        try lines[..<2].joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
        #expect(try cairn.run("\(command) '\(file)' --author gateway.hospital-a.example").status == 0)
        #expect(try cairn.run("status --json").output.contains(#""entries":6"#))
    }

    @Test func oneEventOverSeveralLinesIsHeldAgainstItsTypeToo() throws {
        let cairn = try Program()
        defer { cairn.remove() }
        try cairn.begin()
        let file = "\(cairn.state)/event.json"
        let event = ImportEventsTests.event(1, "cairn.image.rejected.v1", "\n{}")
        try event.write(toFile: file, atomically: true, encoding: .utf8)
        let refused = try cairn.run("append '\(file)' --author gateway.hospital-a.example")
        #expect(refused.status == 1)
        #expect(refused.output.contains("is not what a cairn.image.rejected.v1 says"))
    }

    @Test func aTypeOfCairnsOwnThatThisVersionDoesNotKnowIsRecordedAndTold() throws {
        let cairn = try Program()
        defer { cairn.remove() }
        try cairn.begin()
        let file = "\(cairn.state)/events.ndjson"
        let event = ImportEventsTests.event(1, "cairn.image.series-recieved.v1", "{}")
        try event.write(toFile: file, atomically: true, encoding: .utf8)
        let told = try cairn.run("append '\(file)' --author gateway.hospital-a.example")
        #expect(told.status == 0)
        #expect(told.output.contains("this version knows no cairn.image.series-recieved.v1"))
    }
}
