import CairnModel
import Testing

/// The oracle itself, on histories that are worked out by hand, and what holds for every history.
@Suite("the oracle")
struct OracleTests {
    private static func ledger(_ lines: [String], known: Int = .max, then: Int64 = .max) -> OracleLedger {
        let events = lines.enumerated().compactMap { OracleEvent($1, index: $0, id: "#\($0)") }
        return OracleLedger(events, known: known, then: then, terms: RandomLedger.terms)
    }

    private static func consent(_ lines: [String]) -> OracleConsent {
        let whole = lines.map {
            $0.replacing("{", with: #"{"subjects":["p"],"consents":["k"]"#).replacing("]\"", with: "],\"")
        }
        return OracleConsent(ledger(whole), subject: "p", consent: "k")
    }

    private static func day(_ day: String) throws -> Int64 { try #require(OracleEvent.seconds("2026-01-\(day)")) }

    @Test func everyLineIsRead() throws {
        // 2026-01-02 is 20,455 days after 1970-01-01; noon is 43,200 seconds.
        #expect(OracleEvent.seconds("2026-01-02") == Int64(20_455 * 86_400 + 43_200))
        #expect(OracleEvent.seconds("2024-02-29T23:59:59Z") == Int64(19_782 * 86_400 + 86_399))
        #expect(OracleEvent.seconds("soon") == nil)
        #expect(OracleEvent("consent.given", index: 0) == nil)
        #expect(OracleEvent("consent.given 2026-01-02 {", index: 0) == nil)
    }

    @Test func aConsentGoesItsWay() throws {
        let consent = OracleTests.consent([
            "consent.requested 2026-01-01 {}", #"consent.given 2026-01-02 {"purposes":["a","b"]}"#,
            #"consent.withdrawn 2026-01-05 {"purposes":["b"]}"#, #"consent.withdrawn 2026-01-07 {"purposes":["a"]}"#,
            #"consent.renewed 2026-01-08 {"purposes":["a"]}"#, "consent.deferred 2026-01-09 {}",
            "consent.withdrawn 2026-01-10 {}", #"consent.scope-modified 2026-01-11 {"purposes":["a"]}"#,
        ])
        let states = try ["01", "02", "05", "07", "08", "09", "10", "11"].map {
            consent.standing(at: try OracleTests.day($0)).state
        }
        #expect(states == [.requested, .given, .given, .given, .given, .given, .withdrawn, .order])
        #expect(consent.standing(at: try OracleTests.day("07")).takenBack == ["b", "a"])
        #expect(consent.standing(at: try OracleTests.day("08")).takenBack == [])
        #expect(consent.standing(at: 0).state == .none)
    }

    @Test func whatIsFoundInvalidVoidsWhatWasAgreedUntilThen() throws {
        let consent = OracleTests.consent([
            #"consent.given 2026-01-02 {"purposes":["a"]}"#, #"consent.renewed 2026-01-05 {"purposes":["a"]}"#,
            #"consent.invalidated 2026-01-10 {"effectiveAt":"2026-01-04T12:00:00Z"}"#,
            #"consent.given 2026-01-12 {"purposes":["a"]}"#,
        ])
        let states = try ["03", "04", "06", "11", "12"].map { consent.standing(at: try OracleTests.day($0)).state }
        #expect(states == [.given, .invalid, .invalid, .invalid, .given])
    }

    @Test func aPermitIsInForceBetweenItsEndsUnlessItIsStopped() throws {
        let permit = OraclePermit(
            OracleTests.ledger([
                #"permit.extended 2026-01-25 {"permits":["w"],"validUntil":"2026-01-29T12:00:00Z"}"#,
                #"permit.suspended 2026-01-05 {"permits":["w"]}"#, #"permit.suspended 2026-01-06 {"permits":["w"]}"#,
                #"permit.resumed 2026-01-07 {"permits":["w"]}"#,
                #"permit.issued 2026-01-01 {"permits":["w"],"validFrom":"2026-01-02T12:00:00Z","validUntil":"#
                    + #""2026-01-20T12:00:00Z"}"#,
                #"permit.expired 2026-01-20 {"permits":["w"]}"#,
            ]),
            permit: "w"
        )
        let states = try ["01", "02", "05", "07", "19", "20", "24", "25", "29"].map {
            permit.state(at: try OracleTests.day($0))
        }
        #expect(
            states == [.notYet, .active, .suspended, .active, .active, .expired, .expired, .active, .expired]
        )
    }

    /// Neither the order in which consents and permits were recorded, nor what happened later, changes what was at a
    /// time, as long as nothing reaches back.
    @Test func laterStepsDoNotChangeWhatWas() throws {
        for number in 0..<300 {
            let world = RandomWorlds(seed: UInt64(number), count: 1).events[0]
                .filter { $0.verb != "invalidated" && $0.family != "correction" && $0.time("effectiveAt") == nil }
            let then = try #require(OracleEvent.seconds(RandomWorld.time(40)))
            let past = world.filter { $0.at <= then }
            let whole = OracleFacts(OracleLedger(world, terms: RandomLedger.terms)).all(at: then)
            let cut = OracleFacts(OracleLedger(past, terms: RandomLedger.terms)).all(at: then)
            for name in ["consent_standing", "opt_out_standing", "restriction_standing", "personnel_standing"] {
                #expect(Set(whole[name] ?? []) == Set(cut[name] ?? []), "\(name) of world \(number)")
            }
        }
    }
}
