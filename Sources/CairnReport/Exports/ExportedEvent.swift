public import CairnModel

/// An event as exports take it: what it says, and where in which ledger it stands.
public struct ExportedEvent: Sendable {
    /// The ledger's name.
    public let origin: String
    /// The index of the entry.
    public let index: UInt64
    /// The event's id, a UUID.
    public let id: String
    /// What made the event.
    public let source: String
    /// The event's type.
    public let type: String
    /// When it happened, as RFC 3339 in UTC.
    public let time: String
    /// When the ledger took it, as RFC 3339 in UTC.
    public let recordedAt: String
    /// What it says.
    public let data: JSONValue

    /// Takes an event.
    public init(
        origin: String,
        index: UInt64,
        id: String,
        source: String,
        type: String,
        time: String,
        recordedAt: String,
        data: JSONValue
    ) {
        self.origin = origin
        self.index = index
        self.id = id
        self.source = source
        self.type = type
        self.time = time
        self.recordedAt = recordedAt
        self.data = data
    }

    /// The family of the type, such as `consent`.
    var family: String { EventType(type).family }

    /// The verb of the type, such as `given`.
    var verb: String { isCairns ? String(words[2]) : "" }

    /// Family and verb, such as `consent.given`.
    var name: String { isCairns ? "\(words[1]).\(words[2])" : type }

    /// The terms that the type stands for.
    var terms: [String] { Vocabulary.form(of: EventType(type))?.terms ?? [] }

    /// The string of a member of `data`, where it is one.
    func string(_ name: String) -> String? { data[name]?.string }

    /// The strings of a member of `data`; none where it is absent or anything else.
    func strings(_ name: String) -> [String] { data[name]?.strings ?? [] }

    /// The time of a member of `data`, written as every time is.
    func time(_ name: String) -> String? {
        // What is no time is left out: the standards refuse a document that has it.
        string(name).flatMap { try? Timestamp(parsing: $0.utf8) }?.description
    }

    /// Who did it, by id.
    var actor: CairnModel.Actor? {
        guard let actor = data["actor"], let id = actor["id"]?.string else { return nil }
        return CairnModel.Actor(
            id,
            kind: actor["kind"]?.string,
            organisation: actor["organisation"]?.string,
            onBehalfOf: actor["onBehalfOf"]?.string
        )
    }

    /// What stands for a thing of the ledger after `urn:cairn:`, with every character escaped that URNs don't take.
    func path(_ kind: String, _ id: String) -> String { "\(origin)/\(kind)/\(ExportedEvent.escaped(id))" }

    /// The URN of a thing of the ledger: `urn:cairn:ORIGIN/KIND/ID`.
    func urn(_ kind: String, _ id: String) -> String { "urn:cairn:" + path(kind, id) }

    private var words: [Substring] { type.split(separator: ".", omittingEmptySubsequences: false) }

    private var isCairns: Bool { EventType(type).version != nil }

    private static func escaped(_ id: String) -> String {
        let digits = Array("0123456789ABCDEF".unicodeScalars)
        var escaped = String.UnicodeScalarView()
        for byte in id.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "@"):
                escaped.append(Unicode.Scalar(byte))
            default: escaped.append(contentsOf: ["%", digits[Int(byte >> 4)], digits[Int(byte & 15)]])
            }
        }
        return String(escaped)
    }
}
