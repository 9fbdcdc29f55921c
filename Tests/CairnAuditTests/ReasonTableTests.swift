import CairnAudit
import Foundation
import Testing

/// The table of reasons in the documentation, held against the reasons.
@Suite("table of reasons")
struct ReasonTableTests {
    private static let article = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources/Cairn/Cairn.docc/Reasons.md")

    private static func row(_ reason: Reason) -> String {
        let action = reason.action.map { " **\($0)**" } ?? ""
        let rank = reason.rank.map { "\($0)" } ?? "-"
        let law = reason.law ?? "-"
        return "| `\(reason.code)` | \(reason.verdict.word) | \(rank) | \(law) | \(reason.meaning)\(action) |"
    }

    /// `CAIRN_WRITE_TABLES=1` writes the rows anew instead.
    @Test func theArticleHasEachReasonAndNoOther() throws {
        let text = try String(contentsOf: Self.article, encoding: .utf8)
        let isRow = { (line: Substring) in line.hasPrefix("| `") }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let expected = Reason.all.sorted { $0.code < $1.code }.map(Self.row)
        if ProcessInfo.processInfo.environment["CAIRN_WRITE_TABLES"] != nil {
            let head = lines.prefix { !isRow($0) }.joined(separator: "\n")
            try "\(head)\n\(expected.joined(separator: "\n"))\n".write(
                to: Self.article,
                atomically: true,
                encoding: .utf8
            )
        } else {
            #expect(lines.filter(isRow).map(String.init) == expected)
        }
    }
}
