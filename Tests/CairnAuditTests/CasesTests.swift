import CairnAudit
import CairnModel
import CairnTestSupport
import Foundation
import Testing

/// Ledgers with right answers, as data: those of this folder, and those that others worked out, where they are.
@Suite("ledgers with right answers")
struct CasesTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "Cases", directoryHint: .isDirectory)

    static let own: [String] = {
        // No folder, no cases: the count below notices.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".events") }.sorted()
    }()

    static let others = Cases.names(in: "answers").filter { $0.hasSuffix(".events") }

    @Test func thereAreCases() {
        #expect(CasesTests.own.count >= 20)
    }

    @Test(arguments: own)
    func theAnswersAreRight(_ name: String) async throws {
        let text = try String(contentsOf: CasesTests.folder.appending(path: name), encoding: .utf8)
        let asked = try await ask(CaseFile(name, text))
        #expect(asked > 0, "\(name) asks nothing")
    }

    @Test(.enabled(if: Cases.exists, "the folder of cases is absent"), arguments: others)
    func theAnswersOfOthersAreRight(_ name: String) async throws {
        let text = try Cases.text("answers/\(name)")
        let asked = try await ask(CaseFile(name, text))
        #expect(asked == text.split(separator: "\n").count { $0.hasPrefix("?") }, "\(name)")
    }

    /// Decisions that an access can say: g1 says the same.
    @Test(.enabled(if: Cases.exists, "the folder of cases is absent"))
    func decisionsAreWhatG1Says() async throws {
        let rows = try Cases.text("decisions/decisions.tsv").split(separator: "\n").dropFirst()
        let decisions = try rows.compactMap { try DecisionCase(String($0)) }
        #expect(decisions.count > 80)
        for decision in decisions {
            let ledger = try await AskedLedger(decision.lines.joined(separator: "\n"))
            let answer = try await ledger.ask("g1")
            let act = ledger.first + UInt64(decision.lines.count) - 1
            let rows = answer.answer.rows.filter { Answer.entries(of: $0).contains(act) }
            let said = rows.map {
                "\(CasesTests.cell($0["verdict"])) \(CasesTests.reason(CasesTests.cell($0["reason"])))"
            }
            #expect(said == ["\(decision.verdict) \(decision.reason)"], "\(decision.id)")
        }
    }

    /// A reason without what only an audit can add.
    static func reason(_ reason: String) -> String { reason.replacing("-recorded-later", with: "") }

    /// Asks the questions of a file, and compares.
    ///
    /// - Returns: How many questions it asks.
    private func ask(_ file: CaseFile) async throws -> Int {
        let ledger = try await AskedLedger()
        // A line that isn't of its form stays in the ledger and is in no answer.
        try await ledger.append(file.events.joined(separator: "\n"), checksForms: false)
        _ = try await ledger.project()
        for asked in file.questions {
            let answer = try await ledger.ask(asked.code, asked.given, validAt: asked.validAt)
            // What g18 looks at is the recording of this very run, registry and all: its own tests hold it.
            if asked.isOnlyRead || asked.code == "g18" { continue }
            let place = Comment(rawValue: "\(file.name): \(asked.line)")
            let rows = answer.answer.rows.map { row in
                CasesTests.joined(asked.columns.map { CasesTests.cell(row[$0]) }.joined(separator: " "))
            }
            let expected = asked.rows.map { CasesTests.joined($0) }
            if asked.code == "g6" {
                #expect(Set(expected).isSubset(of: rows), place)
            } else if asked.comparesRows {
                #expect(rows.sorted() == expected.sorted(), place)
            }
            for text in asked.says { #expect(answer.summary.contains(text), place) }
            for text in asked.silent { #expect(!answer.summary.contains(text), place) }
        }
        return file.questions.count
    }

    /// A row however lists in it are written: `a,b` is `a, b`.
    private static func joined(_ row: String) -> String { row.replacing(", ", with: ",") }

    /// A value as it is written in a case: times without their zone, yes and no, nothing as a dash.
    static func cell(_ value: JSONValue?) -> String {
        switch value {
        case .string(let text): text.hasSuffix("+00:00") ? String(text.dropLast(6)) : text
        case .integer(let number): "\(number)"
        case .bool(let flag): flag ? "yes" : "no"
        case .array(let values): values.isEmpty ? "-" : values.map { cell($0) }.joined(separator: ", ")
        case .object, .null: "-"
        case nil: "(no such column)"
        }
    }
}
