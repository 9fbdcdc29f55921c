import CairnAudit
import CairnModel
import CairnPostgres
import CairnTestSupport
import Testing

/// Two ways to the same answer: the statements of the database, and the pure state machines.
@Suite("histories and statements")
struct HistoryAgreementTests {
    private struct Numbers {
        var state: UInt64 = 7

        mutating func next(_ below: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % below
        }
    }

    private static func time(_ day: UInt64) -> String {
        "2026-\(day < 31 ? "01" : "02")-\(day < 31 ? pad(day + 1) : pad(day - 30))T12:00:00Z"
    }
    private static func pad(_ number: UInt64) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// Sixty consents of up to six random steps; question g2 at four times each says what ``ConsentHistory`` says.
    @Test func questionG2AgreesWithTheStateMachine() async throws {
        var numbers = Numbers()
        let verbs = [
            "requested", "refused", "given", "renewed", "scope-modified", "withdrawn", "revoked", "expired",
            "invalidated",
        ]
        var lines: [String] = []
        var steps: [String: [ConsentHistory.Step]] = [:]
        for subject in 0..<60 {
            for _ in 0...numbers.next(6) {
                let verb = verbs[Int(numbers.next(9))]
                let time = HistoryAgreementTests.time(numbers.next(50))
                let until =
                    ["given", "renewed", "scope-modified"].contains(verb) && numbers.next(3) == 0
                    ? HistoryAgreementTests.time(numbers.next(50)) : nil
                let isGiving = ["given", "renewed", "scope-modified"].contains(verb)
                var data = #""subjects":["s\#(subject)"],"consents":["c\#(subject)"]"#
                if isGiving { data += #","purposes":["dpv:ScientificResearch"]"# }
                if ["revoked", "invalidated"].contains(verb) { data += #","reason":"x""# }
                if let until { data += #","validUntil":"\#(until)""# }
                steps["s\(subject)", default: []].append(
                    ConsentHistory.Step(
                        verb,
                        at: try Timestamp(parsing: time.utf8),
                        index: UInt64(lines.count),
                        purposes: isGiving ? ["dpv:ScientificResearch"] : nil,
                        validUntil: try until.map { try Timestamp(parsing: $0.utf8) }
                    )
                )
                lines.append("consent.\(verb) \(time) {\(data)}")
            }
        }
        let ledger = try await AskedLedger(lines.joined(separator: "\n"))
        var compared = 0
        for (subject, told) in steps {
            let history = ConsentHistory(told)
            for day in [5, 20, 35, 49] as [UInt64] {
                let at = HistoryAgreementTests.time(day)
                let answer = try await ledger.ask(
                    "g2",
                    ["subject": subject, "purpose": "dpv:ScientificResearch"],
                    validAt: at
                )
                let state = history.state(at: try Timestamp(parsing: at.utf8))
                let isTold = told.contains {
                    $0.verb != "invalidated" && $0.occurredAt <= (try? Timestamp(parsing: at.utf8)) ?? $0.occurredAt
                }
                #expect(
                    answer.lines("state_then") == (isTold ? [state.rawValue] : []),
                    "\(subject) at \(at): \(told.map(\.verb))"
                )
                let past = ConsentHistory(
                    told.filter { $0.occurredAt <= (try? Timestamp(parsing: at.utf8)) ?? $0.occurredAt }
                )
                if isTold {
                    let breaks = past.breaks.joined(separator: ", ")
                    #expect(answer.lines("out_of_order") == [breaks.isEmpty ? "-" : breaks], "\(subject) at \(at)")
                }
                compared += 1
            }
        }
        #expect(compared == 240)
    }

    /// Forty permits of random steps; the shared function says what ``PermitHistory`` says.
    @Test func thePermitFunctionAgreesWithTheStateMachine() async throws {
        var numbers = Numbers()
        var lines: [String] = []
        var steps: [String: [PermitHistory.Step]] = [:]
        for permit in 0..<40 {
            let id = "p\(permit)"
            let (from, until) = (
                HistoryAgreementTests.time(numbers.next(20)), HistoryAgreementTests.time(20 + numbers.next(30))
            )
            steps[id] = [
                PermitHistory.Step(
                    "issued",
                    at: try Timestamp(parsing: from.utf8),
                    index: UInt64(lines.count),
                    validFrom: try Timestamp(parsing: from.utf8),
                    validUntil: try Timestamp(parsing: until.utf8)
                )
            ]
            lines.append(
                #"permit.issued \#(from) {"permits":["\#(id)"],"datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"\#(from)","validFrom":"\#(from)","validUntil":"\#(until)"}"#
            )
            for _ in 0..<numbers.next(5) {
                let verb = ["suspended", "resumed", "revoked", "completed", "extended"][Int(numbers.next(5))]
                let time = HistoryAgreementTests.time(numbers.next(50))
                let extended = HistoryAgreementTests.time(numbers.next(50))
                let extra =
                    verb == "extended" ? #","validUntil":"\#(extended)""# : verb == "revoked" ? #","reason":"x""# : ""
                steps[id]?.append(
                    PermitHistory.Step(
                        verb,
                        at: try Timestamp(parsing: time.utf8),
                        index: UInt64(lines.count),
                        validUntil: verb == "extended" ? try Timestamp(parsing: extended.utf8) : nil
                    )
                )
                lines.append(#"permit.\#(verb) \#(time) {"permits":["\#(id)"]\#(extra)}"#)
            }
        }
        let ledger = try await AskedLedger(lines.joined(separator: "\n"))
        try await ledger.database.run(
            "CREATE FUNCTION public.state_of(text, timestamptz) RETURNS text LANGUAGE sql SET search_path = cairn_projection_1 AS 'SELECT permit_state($1, $2, 1000000)'"
        )
        for (permit, told) in steps {
            for day in [3, 15, 25, 40, 49] as [UInt64] {
                let at = HistoryAgreementTests.time(day)
                let state = try await ledger.database.run(
                    "SELECT public.state_of($1::text, $2::text::timestamptz)",
                    [.text(permit), .text(at)]
                ).only().text(0)
                #expect(
                    state == PermitHistory(told).state(at: try Timestamp(parsing: at.utf8)).rawValue,
                    "\(permit) at \(at): \(told.map(\.verb))"
                )
            }
        }
    }
}
