import CairnModel

/// A body that obeys every rule, and ways to break it.
struct BodyText {
    var members: [(name: String, value: String)] = [
        ("specversion", #""1.0""#), ("id", #""019b76da-a80c-700c-8000-00000000000c""#),
        ("source", #""https://ledger.hospital-a.example/imaging""#), ("type", #""org.example.scanner.started""#),
        ("time", #""2026-01-01T00:00:12.000000Z""#), ("data", #"{"assets":["r-1"]}"#),
    ]

    func with(_ name: String, _ value: String) -> BodyText {
        var copy = self
        copy.members.removeAll { $0.name == name }
        copy.members.append((name, value))
        return copy
    }

    func without(_ name: String) -> BodyText {
        var copy = self
        copy.members.removeAll { $0.name == name }
        return copy
    }

    var bytes: [UInt8] {
        Array("{\(members.map { "\"\($0.name)\":\($0.value)" }.joined(separator: ","))}".utf8)
    }

    /// `accepted`, or the code of the fault.
    var verdict: String { BodyText.verdict(bytes) }

    static func verdict(_ bytes: [UInt8]) -> String {
        do {
            _ = try Body(checking: bytes)
            return "accepted"
        } catch {
            return error.code.rawValue
        }
    }
}
