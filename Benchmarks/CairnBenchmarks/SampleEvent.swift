import Cairn
import CairnCrypto
import CairnModel
import Foundation

/// An event of some 350 bytes, as an image gateway would send it.
enum SampleEvent {
    static func body(_ number: Int) throws -> Body {
        let now = Int64(Date().timeIntervalSince1970 * 1_000_000)
        guard let time = Timestamp(microseconds: now) else { throw ModelError(.time, "the clock is off") }
        let note = "\(SHA256.hash(Array("\(now) \(number)".utf8)))"
        let text = """
            {"specversion":"1.0","id":"\(try EventID.random(at: time))","source":"urn:cairn:gateway.bench.example",\
            "type":"example.bench.series-seen.v1","time":"\(time)","data":{"series":"\(note.prefix(32))","modality":"MR",\
            "instances":\(number % 400 + 1),"bytes":\(number * 7_919 % 900_000_000),"note":"\(note)"}}
            """
        return try Body(checking: Array(text.utf8))
    }
}
