import CairnModel
import Testing

/// State machines: what holds for every history, and what each step does.
@Suite("histories")
struct HistoryTests {
    static func time(_ day: Int64) throws -> Timestamp {
        try #require(Timestamp(microseconds: 1_767_225_600_000_000 + day * 86_400_000_000))
    }

    static func step(
        _ verb: String,
        _ day: Int64,
        _ index: UInt64,
        purposes: [String]? = nil,
        until: Int64? = nil,
        effective: Int64? = nil
    )
        throws -> ConsentHistory.Step
    {
        ConsentHistory.Step(
            verb,
            at: try time(day),
            effectiveAt: try effective.map { try time($0) },
            index: index,
            purposes: purposes,
            validUntil: try until.map { try time($0) }
        )
    }

    @Test func aConsentGoesItsWay() throws {
        let history = ConsentHistory([
            try HistoryTests.step("requested", 1, 1), try HistoryTests.step("given", 2, 2, purposes: ["a", "b"]),
            try HistoryTests.step("withdrawn", 5, 3, purposes: ["b"]), try HistoryTests.step("withdrawn", 9, 4),
        ])
        let states = try [0, 1, 2, 4, 5, 8, 9].map { history.state(at: try HistoryTests.time($0)) }
        #expect(states == [.none, .requested, .given, .given, .given, .given, .withdrawn])
        #expect(history.purposes(at: try HistoryTests.time(4)) == ["a", "b"])
        #expect(history.purposes(at: try HistoryTests.time(5)) == ["a"])
        #expect(history.purposes(at: try HistoryTests.time(9)) == [])
        #expect(history.breaks == [])
    }

    @Test func stepsThatBreakTheMachineAreNamed() throws {
        let history = ConsentHistory([
            try HistoryTests.step("withdrawn", 1, 1), try HistoryTests.step("renewed", 2, 2),
            try HistoryTests.step("given", 3, 3),
        ])
        #expect(history.breaks == ["withdrawn first", "renewed after withdrawn", "given after given"])
    }

    /// Histories of up to eight steps in any order, from a generator that gives the same ones each time.
    static func randomSteps(_ seed: UInt64) throws -> [ConsentHistory.Step] {
        var state = seed
        func number(_ below: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % below
        }
        let verbs = ["requested", "refused", "given", "renewed", "scope-modified", "withdrawn", "revoked", "expired"]
        return try (0..<(1 + number(8))).map { index in
            try step(
                verbs[Int(number(8))],
                Int64(number(30)),
                index,
                purposes: number(2) == 0 ? ["a"] : nil,
                until: number(3) == 0 ? Int64(number(40)) : nil
            )
        }
    }

    @Test func neitherOrderNorLaterStepsChangeWhatWas() throws {
        for seed in 0..<2_000 as Range<UInt64> {
            let steps = try HistoryTests.randomSteps(seed)
            let history = ConsentHistory(steps)
            let reversed = ConsentHistory(steps.reversed())
            for day in 0..<30 as Range<Int64> {
                let time = try HistoryTests.time(day)
                #expect(history.state(at: time) == reversed.state(at: time))
                // Withdrawal, revocation and expiry are prospective.
                for verb in ["withdrawn", "revoked", "expired"] {
                    let later = ConsentHistory(steps + [try HistoryTests.step(verb, day + 1, 99)])
                    #expect(later.state(at: time) == history.state(at: time))
                }
                // What is found never to have been valid is so at every time.
                let void = ConsentHistory(steps + [try HistoryTests.step("invalidated", 40, 99)])
                #expect(void.state(at: time) == .invalid)
                if history.state(at: time) != .given { #expect(history.purposes(at: time).isEmpty) }
            }
        }
    }

    @Test func aPermitIsInForceBetweenItsEndsUnlessItIsStopped() throws {
        let until = try HistoryTests.time(20)
        let issued = PermitHistory.Step(
            "issued",
            at: try HistoryTests.time(1),
            index: 1,
            validFrom: try HistoryTests.time(2),
            validUntil: until
        )
        let suspended = PermitHistory.Step("suspended", at: try HistoryTests.time(5), index: 2)
        let resumed = PermitHistory.Step("resumed", at: try HistoryTests.time(7), index: 3)
        let extended = PermitHistory.Step(
            "extended",
            at: try HistoryTests.time(19),
            index: 4,
            validUntil: try HistoryTests.time(30)
        )
        let history = PermitHistory([extended, resumed, suspended, issued])
        let states = try [1, 2, 5, 6, 7, 20, 29, 30].map { history.state(at: try HistoryTests.time($0)) }
        #expect(states == [.notYet, .active, .suspended, .suspended, .active, .active, .active, .expired])
        #expect(PermitHistory([issued]).state(at: until) == .expired)
        let revoked = PermitHistory.Step("revoked", at: try HistoryTests.time(9), index: 5)
        #expect(PermitHistory([issued, revoked]).state(at: try HistoryTests.time(10)) == .revoked)
        #expect(PermitHistory([suspended]).state(at: until) == .none)
    }
}
