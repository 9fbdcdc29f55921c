import CairnModel
import Foundation
import Testing

/// Evidence for an answer, as it was written and as somebody changed it.
@Suite("Evidence")
struct EvidenceTests {
    /// What the program says of a file with these lines.
    private struct Read {
        let program: Program

        func callAsFunction(_ lines: [String], end: String = "\n") throws -> (status: Int32, output: String) {
            let path = program.state + "/changed.evidence"
            try (lines.joined(separator: "\n") + end).write(toFile: path, atomically: true, encoding: .utf8)
            return try program.run("verify '\(path)'")
        }
    }

    private static func lines(_ path: String) throws -> [String] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    private static func replacing(_ lines: [String], _ place: Int, _ line: String) -> [String] {
        lines.enumerated().map { $0.offset == place ? line : $0.element }
    }

    private static func replacing(_ lines: [String], _ place: Int, _ part: String, by other: String) -> [String] {
        #expect(lines[place].contains(part))
        return replacing(lines, place, lines[place].replacingOccurrences(of: part, with: other))
    }

    /// The row with its cited entries replaced.
    private static func citing(_ row: String, _ entries: String) throws -> String {
        row.replacing(try Regex(#""entries":\[[0-9,]*\]"#), with: "\"entries\":\(entries)")
    }

    @Test func anAnswerIsProvenByTheEntryThatRecordsItAndByNothingElse() throws {
        let program = try AskTests.federation()
        defer { program.remove() }
        #expect(try program.run("project").status == 0)
        let file = program.state + "/g7.evidence"
        let ask = "ask g7 --subject subject-3 --evidence '\(file)' --author all.hospital-a.example"
        // Nobody seals: the record is the ledger's newest entry, and the file says that it lacks it.
        let unsealed = try program.run("\(ask) --wait 0")
        #expect(unsealed.status == 3, "\(unsealed.output)")
        let record = try #require(
            unsealed.output.firstMatch(of: #/entry (\d+), which records the answer, is not sealed/#).map { $0.1 }
        )
        let genuine = "the cited entries are genuine; the answer itself is not proven"
        let before = try program.run("verify '\(file)'")
        #expect(before.status == 3)
        #expect(before.output.contains("Verdict: \(genuine)"))
        #expect(try program.run("seal").status == 0)
        #expect(try program.run("prove \(record) --evidence '\(file)'").status == 0)
        let proven = try program.run("verify '\(file)'")
        #expect(proven.status == 0, "\(proven.output)")
        #expect(proven.output.contains("Verdict: this is what was answered, and the cited entries are genuine"))
        #expect(proven.output.contains("Entry \(record) has the digest of the answer"))

        let read = Read(program: program)
        let whole = try EvidenceTests.lines(file)
        #expect(try read(whole).status == 0)
        let firstEntry = try #require(whole.firstIndex { $0.hasPrefix(#"{"entry":"#) })
        try #require(firstEntry > 2, "the answer has rows")
        // Line 0 says the format, line 1 is the head, line 2 the first row; the last line is the record.
        let unrecorded = Array(whole.dropLast())
        #expect(try read(unrecorded).output.contains(genuine))
        let summary = EvidenceTests.replacing(whole, 1, #""askedBy":"officer""#, by: #""askedBy":"someone""#)
        let row = EvidenceTests.replacing(whole, 2, #"{"row":{"#, by: #"{"row":{"added":"x","#)
        for changed in [summary, row, whole.enumerated().filter { $0.offset != 2 }.map(\.element)] {
            let read = try read(changed)
            #expect(read.status == 2)
            #expect(read.output.contains("evidence.answer at entry \(record)"), "\(read.output)")
        }
        for changed in [summary, row] { #expect(try read(changed.dropLast()).status == 3) }
        try EvidenceTests.refused(whole, firstEntry, read)

        // Of an answer without rows, the last entry that it knew is proven: that the ledger was asked this far.
        let none = program.state + "/none.evidence"
        let nobody = try program.run("ask g7 --subject nobody --evidence '\(none)'")
        #expect(nobody.status == 0, "\(nobody.output)")
        #expect(try EvidenceTests.lines(none).count == 3)
        #expect(try program.run("verify '\(none)'").status == 3)
    }

    /// What no evidence may be: nothing proven, a head that is not of its proofs, rows that cite nothing, absurd numbers.
    private static func refused(_ whole: [String], _ firstEntry: Int, _ read: Read) throws {
        let changes: [(String, [String])] = [
            ("evidence.unproven", Array(whole[..<firstEntry])), ("evidence.unproven", Array(whole[..<2])),
            (
                "evidence.head",
                replacing(whole, 1, #""ledger":"ledger.hospital-a"#, by: #""ledger":"ledger.hospital-b"#)
            ),
            ("evidence.head", replacing(whole, 1, try Regex(#""knownAt":\d+"#), by: #""knownAt":-1"#)),
            ("evidence.head", replacing(whole, 1, try Regex(#""knownAt":\d+"#), by: #""knownAt":9007199254740991"#)),
            ("evidence.head", replacing(whole, 1, try Regex(#""knownAt":\d+"#), by: #""knownAt":1"#)),
            (
                "evidence.head",
                replacing(whole, 1, #""checkpoint":"ledger.hospital-a"#, by: #""checkpoint":"ledger.hospital-b"#)
            ),
            ("evidence.head", replacing(whole, 1, #""checkpoint":"#, by: #""unchecked":"#)),
            ("export.malformed", ["{}"] + whole.dropFirst()), ("export.malformed", [whole[0]]),
            ("export.malformed", whole + [whole[2]]),
            ("export.malformed", replacing(whole, firstEntry, try Regex(#""entry":\d+"#), by: #""entry":-1"#)),
            (
                "export.malformed",
                replacing(whole, firstEntry, try Regex(#""entry":\d+"#), by: #""entry":9007199254740991"#)
            ),
            (
                "export.malformed",
                replacing(whole, firstEntry, try Regex(#""entry":\d+"#), by: #""entry":99999999999999999999"#)
            ),
            ("export.malformed", replacing(whole, firstEntry, try Regex(#""entry":\d+"#), by: #""entry":0"#)),
        ]
        for (code, lines) in changes {
            let read = try read(lines)
            #expect(read.status == 2, "\(code): \(read.output)")
            #expect(read.output.contains(code), "\(read.output)")
        }
        #expect(try read(whole, end: "").status == 2)
        #expect(try read([], end: "").status == 2)
        let unrecorded = Array(whole.dropLast())
        let rows = firstEntry - 2
        let uncited = try read(replacing(unrecorded, 2, citing(whole[2], "[]")))
        #expect(uncited.status == 3)
        #expect(uncited.output.contains("Rows that cite no entry: 1, which no proof supports"))
        for entries in ["[-1]", "[\"1\"]", "[9007199254740991]", "{}", "null"] {
            let read = try read(replacing(unrecorded, 2, citing(whole[2], entries)))
            #expect(read.status == 2, "\(entries): \(read.output)")
            #expect(read.output.contains(" \(rows - 1) of \(rows) rows are based on entries"), "\(read.output)")
        }
        #expect(try read(unrecorded.enumerated().filter { $0.offset != firstEntry }.map(\.element)).status == 2)
    }

    private static func replacing(_ lines: [String], _ place: Int, _ part: Regex<AnyRegexOutput>, by other: String)
        -> [String]
    {
        #expect(lines[place].firstMatch(of: part) != nil)
        return replacing(lines, place, lines[place].replacing(part, with: other))
    }
}
