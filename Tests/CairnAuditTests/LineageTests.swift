import CairnAudit
import CairnReport
import CairnTestSupport
import Testing

/// Lineage: from the ledger of question g24, as text and as a graph.
@Suite("lineage")
struct LineageTests {
    static func tree(
        _ kind: String,
        _ id: String,
        _ directions: [LineageTree.Direction],
        depth: Int = 20,
        most: Int = 100
    ) async throws -> LineageTree {
        let ledger = try await AskedLedger(G24Tests.lines)
        return try await Auditor.with(ledger.database.address, ledger.origin) { auditor in
            try await auditor.lineage(
                of: LineageTree.Thing(kind: kind, name: id),
                directions: directions,
                depth: depth,
                most: most,
                validAt: Auditor.time("2027-01-01", "valid-at"),
                until: .now + .seconds(60)
            )
        }
    }

    /// m1 was trained on d@1, which holds a series and an annotation of s1, and s2; s2 withdrew.
    @Test func aModelShowsWhoIsBehindIt() async throws {
        let tree = try await LineageTests.tree("model", "m1", [.up, .down])
        #expect(
            LineageReport.lines(tree, directions: [.up, .down]).map { $0.replacing(#/\s\(entry \d+\)/#, with: "") }
                == [
                    "What model m1 came from:", "  trained: dataset d@1", "    member: annotation ann-1",
                    "      annotated: series series-1", "        part: study study-1", "        imaged: subject s1",
                    "    member: series series-1 …", "    member: subject s1 …", "    member: subject s2  ! withdrew",
                    "What came of model m1:", "  left: egress e1",
                ]
        )
        let dot = LineageReport.dot(tree)
        #expect(dot.contains(#""dataset d@1" -> "model m1" [label="trained"];"#))
        #expect(dot.contains(#""model m1" -> "egress e1" [label="left"];"#))
        #expect(dot.contains("withdrew"))
    }

    /// d@1 holds 21 subjects, of whom one withdrew and one opted out; s1 has 11 series, and one that was annotated.
    @Test func whatIsLargeIsFoldedWithThoseWhoAreMarked() async throws {
        let subjects = (1...21).map { "\"s\($0)\"" }.joined(separator: ",")
        let series = (1...12).map { number in
            """
            image.series-received 2026-01-01 {"subjects":["s1"],"assets":["series-\(number)","study-1"],"modality":"CT","instances":1,"bytes":9,\
            "instancesRoot":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","actor":{"id":"gateway"}}
            """
        }
        let ledger = try await AskedLedger(
            series.joined(separator: "\n") + """

                annotation.created 2026-01-02 {"assets":["ann-1"],"kind":"SEG","target":"series-1"}
                dataset.members-added 2026-01-03 {"datasets":["d@1"],"subjects":[\(subjects)]}
                consent.withdrawn 2026-03-01 {"subjects":["s2"],"consents":["c2"]}
                opt-out.registered 2026-03-01 {"subjects":["s3"],"scope":"all","channel":"register"}
                """
        )
        func lines(_ kind: String, _ id: String, _ direction: LineageTree.Direction) async throws -> [String] {
            let tree = try await Auditor.with(ledger.database.address, ledger.origin) { auditor in
                try await auditor.lineage(
                    of: LineageTree.Thing(kind: kind, name: id),
                    directions: [direction],
                    validAt: Auditor.time("2027-01-01", "valid-at"),
                    until: .now + .seconds(60)
                )
            }
            let dot = LineageReport.dot(tree)
            #expect(!dot.contains("series-12"))
            return LineageReport.lines(tree, directions: [direction]).map {
                $0.replacing(#/\s\(entry \d+\)/#, with: "")
            }
        }
        #expect(
            try await lines("dataset", "d@1", .up) == [
                "What dataset d@1 came from:",
                "  member: 0 series and annotations of 21 subjects in d@1  ! 1 withdrew, 1 opted out",
            ]
        )
        let down = try await lines("subject", "s1", .down)
        #expect(down.count == 5)
        #expect(down.contains("  imaged: series series-1"))
        #expect(down.contains("    annotated: annotation ann-1"))
        #expect(down.contains { $0.hasPrefix("  imaged: 11 series of subject s1, entries ") })
        #expect(try await lines("subject", "s2", .up)[0] == "What subject s2 came from:  ! withdrew")
    }

    @Test func aWalkThatIsCutSaysSo() async throws {
        #expect(try await LineageTests.tree("series", "series-1", [.down]).isCut == false)
        #expect(try await LineageTests.tree("series", "series-1", [.down], depth: 1).isCut)
        #expect(try await LineageTests.tree("series", "series-1", [.down], most: 1).isCut)
        let lines = LineageReport.lines(try await LineageTests.tree("model", "none", [.up]), directions: [.up])
        #expect(lines == ["What model none came from:", "  nothing that is recorded"])
    }
}
