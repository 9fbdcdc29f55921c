import ArgumentParser
import Cairn
import CairnCrypto
import CairnModel
import Foundation

/// Events of some 360 or 380 bytes, as an image gateway would send them; `measure/events.py` writes the same.
enum SampleEvent: String, CaseIterable, ExpressibleByArgument {
    /// A type that nobody knows: kept, hashed and signed, never interpreted.
    case unknown
    /// Cairn's own types in turn: a series received, a consent given, an access read.
    case own

    func body(_ number: Int) throws -> Body {
        let now = Int64(Date().timeIntervalSince1970 * 1_000_000)
        guard let time = Timestamp(microseconds: now) else { throw ModelError(.time, "the clock is off") }
        let hash = SHA256.hash(Array("\(now) \(number)".utf8))
        let (type, data) = self == .own ? Self.own(number, hash) : Self.unknown(number, hash)
        let text = """
            {"specversion":"1.0","id":"\(try EventID.random(at: time))","source":"urn:cairn:gateway.bench.example",\
            "type":"\(type)","time":"\(time)","data":{\(data)}}
            """
        return try Body(checking: Array(text.utf8))
    }

    private static func unknown(_ number: Int, _ hash: Hash) -> (type: String, data: String) {
        let digits = "\(hash)"
        return (
            "example.bench.series-seen.v1",
            """
            "series":"\(digits.prefix(32))","modality":"MR","instances":\(number % 400 + 1),\
            "bytes":\(number * 7_919 % 900_000_000),"note":"\(digits)"
            """
        )
    }

    private static func own(_ number: Int, _ hash: Hash) -> (type: String, data: String) {
        let digits = "\(hash)"
        let (subject, thing) = (digits.prefix(32), digits.suffix(32))
        switch number % 3 {
        case 0:
            return (
                "cairn.image.series-received.v1",
                """
                "subjects":["\(subject)"],"assets":["\(thing)","study-\(number / 4)"],\
                "actor":{"id":"gateway","kind":"service"},"modality":"MR",\
                "instances":\(number % 400 + 1),"bytes":\(number * 7_919 % 900_000_000),\
                "instancesRoot":"\(Data(hash.bytes).base64EncodedString())"
                """
            )
        case 1:
            return (
                "cairn.consent.given.v1",
                """
                "subjects":["\(subject)"],"consents":["\(thing)"],"purposes":["DUO:0000006"],"notice":"notice-1"
                """
            )
        default:
            return (
                "cairn.access.read.v1",
                """
                "purposes":["eu-ehds:HealthcareScientificResearch"],"permits":["permit-\(number % 120)"],\
                "datasets":["dataset-\(number % 40)@1"],"objects":\(number % 500),\
                "actor":{"id":"\(subject)","kind":"person"}
                """
            )
        }
    }
}
