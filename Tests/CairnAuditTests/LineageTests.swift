import CairnAudit
import CairnReport
import CairnTestSupport
import Testing

/// Lineage: from the ledger of question g24, as text and as a graph.
@Suite("lineage")
struct LineageTests {
    static func tree(_ kind: String, _ id: String, _ directions: [String], depth: Int = 20, most: Int = 100)
        async throws -> LineageTree
    {
        let ledger = try await AskedLedger(G24Tests.lines)
        let auditor = try await Auditor(database: ledger.database.address, origin: ledger.origin)
        let tree = try await auditor.lineage(
            of: kind,
            id,
            directions: directions,
            depth: depth,
            most: most,
            validAt: Auditor.time("2027-01-01", "valid-at"),
            until: .now + .seconds(60)
        )
        await auditor.close()
        return tree
    }

    /// m1 was trained on d@1, which holds two series and annotations of s1 and s2; s2 withdrew.
    @Test func aModelShowsWhoIsBehindIt() async throws {
        let tree = try await LineageTests.tree("model", "m1", ["up", "down"])
        #expect(
            LineageReport.lines(tree, directions: ["up", "down"]).map { $0.replacing(#/\s\(entry \d+\)/#, with: "") }
                == [
                    "What model m1 came from:", "  trained: dataset d@1",
                    "    member: 2 series and annotations of 2 subjects in d@1  ! 1 withdrew",
                    "What came of model m1:", "  left: egress e1",
                ]
        )
        let dot = LineageReport.dot(tree)
        #expect(dot.contains(#""dataset d@1" -> "model m1" [label="trained"];"#))
        #expect(dot.contains(#""model m1" -> "egress e1" [label="left"];"#))
        #expect(dot.contains("1 withdrew"))
    }

    @Test func aWalkThatIsCutSaysSo() async throws {
        #expect(try await LineageTests.tree("series", "series-1", ["down"]).isCut == false)
        #expect(try await LineageTests.tree("series", "series-1", ["down"], depth: 1).isCut)
        #expect(try await LineageTests.tree("series", "series-1", ["down"], most: 1).isCut)
        let lines = LineageReport.lines(try await LineageTests.tree("model", "none", ["up"]), directions: ["up"])
        #expect(lines == ["What model none came from:", "  nothing that is recorded"])
    }
}
