public import CairnCrypto
import CairnLog

/// A body is to be taken away, or was: its entry, and every proof, stay.
///
/// Whether it has an effect is judged where it counts; see `RedactionFold` of `CairnVerification`.
public struct RedactionRecorded: TypedEvent, Equatable {
    /// The event's type.
    public static let type = EventType("cairn.redaction.recorded.v1")
    /// The index of the entry whose body goes.
    public let index: UInt64
    /// The body hash of that entry.
    public let bodyHash: Hash
    /// The type of the event that goes; answers count by it what may be missing from them.
    public let redactedType: EventType
    /// Why.
    public let reason: ReasonCode

    /// Makes the event.
    ///
    /// - Throws: ``ModelError`` with code `event.malformed` where the type has another form than types have.
    public init(index: UInt64, bodyHash: Hash, redactedType: EventType, reason: ReasonCode) throws(ModelError) {
        guard EventType.isName(redactedType.name.utf8) else {
            throw ModelError(.event, "type is not 1 to 255 printable ASCII characters without spaces")
        }
        self.index = index
        self.bodyHash = bodyHash
        self.redactedType = redactedType
        self.reason = reason
    }

    /// Reads the event's data.
    ///
    /// - Throws: ``ModelError`` with code `event.malformed`.
    public init(data: JSONValue) throws(ModelError) {
        try data.requireOnly(["index", "bodyHash", "type", "reason"])
        guard let bodyHash = Base64.decode(try data.requiredString("bodyHash").utf8).flatMap({ Hash($0) }) else {
            throw ModelError(.event, "bodyHash is not canonical base64 of 32 bytes")
        }
        try self.init(
            index: UInt64(try data.requiredCount("index")),
            bodyHash: bodyHash,
            redactedType: EventType(try data.requiredString("type")),
            reason: ReasonCode(try data.requiredString("reason"))
        )
    }

    /// The event's data.
    public var data: JSONValue {
        .object([
            .init("index", .integer(Int64(clamping: index))), .init("bodyHash", .string(Base64.encode(bodyHash.bytes))),
            .init("type", .string(redactedType.name)), .init("reason", .string(reason.name)),
        ])
    }
}
