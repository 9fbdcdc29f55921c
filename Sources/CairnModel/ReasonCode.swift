/// Why a key was revoked or a body redacted: a code of 1 to 64 bytes of `[a-z0-9-]`.
///
/// Events of the registry can't be redacted, so they have no room for free text, in which a name could stand.
public struct ReasonCode: Hashable, Sendable, CustomStringConvertible {
    /// The code.
    public let name: String

    /// Takes a code.
    ///
    /// - Throws: ``ModelError`` with code `event.malformed`.
    public init(_ name: String) throws(ModelError) {
        guard (1...Limits.reasonBytes).contains(name.utf8.count), name.utf8.allSatisfy(ReasonCode.isAllowed) else {
            throw ModelError(
                .event,
                "a reason is a code of 1 to \(Limits.reasonBytes) characters of a-z 0-9 -, such as key-lost, never free text"
            )
        }
        self.name = name
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }

    /// The code.
    public var description: String { name }
}
