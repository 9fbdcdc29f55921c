import CairnCrypto

/// The id of an event: a UUID.
///
/// It is the key that makes appending again harmless, not the event's identity.
public struct EventID: Hashable, Comparable, Sendable, CustomStringConvertible {
    // The UUID as one big-endian number.
    private let high: UInt64
    private let low: UInt64

    /// Takes 16 bytes, or returns `nil` where there are more or fewer.
    public init?(bytes: [UInt8]) {
        self.init(unsafe bytes.span.bytes)
    }

    /// Takes 16 bytes, or returns `nil` where there are more or fewer.
    public init?(_ bytes: RawSpan) {
        guard bytes.byteCount == 16 else { return nil }
        high = UInt64(bigEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 0, as: UInt64.self))
        low = UInt64(bigEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 8, as: UInt64.self))
    }

    /// Orders ids as their bytes are ordered.
    public static func < (left: EventID, right: EventID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }

    /// Appends the 16 bytes of the UUID to an array.
    public func append(to bytes: inout [UInt8]) {
        unsafe withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { unsafe bytes.append(contentsOf: $0) }
    }

    /// The 16 bytes of the UUID, in a new array.
    public var bytes: [UInt8] {
        unsafe withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { unsafe Array($0) }
    }

    /// Reads a UUID in lowercase.
    ///
    /// - Throws: ``ModelError`` with code `event.id-invalid`.
    public init(parsing text: some Collection<UInt8>) throws(ModelError) {
        guard text.count == 36 else { throw EventID.fault }
        var halves: (UInt64, UInt64) = (0, 0)
        var offset = 0
        for character in text {
            defer { offset += 1 }
            if offset == 8 || offset == 13 || offset == 18 || offset == 23 {
                guard character == UInt8(ascii: "-") else { throw EventID.fault }
                continue
            }
            guard !(UInt8(ascii: "A")...UInt8(ascii: "F")).contains(character),
                let value = JSONString.value(of: character)
            else {
                throw EventID.fault
            }
            if offset < 18 {
                halves.0 = halves.0 << 4 | UInt64(value)
            } else {
                halves.1 = halves.1 << 4 | UInt64(value)
            }
        }
        (high, low) = halves
    }

    /// A version 7 UUID (RFC 9562 §5.7) of a time and ten random bytes.
    ///
    /// The bits that the time's microseconds need beyond its milliseconds stand first in the random part, so that ids
    /// made in order sort in order.
    public static func version7(at time: Timestamp, random: [UInt8]) -> EventID {
        let microseconds = UInt64(max(0, time.microseconds))
        let milliseconds = microseconds / 1_000
        var bytes = stride(from: 40, through: 0, by: -8).map { UInt8(truncatingIfNeeded: milliseconds >> UInt64($0)) }
        let fraction = UInt16(microseconds % 1_000 * 4_096 / 1_000)
        bytes.append(0x70 | UInt8(fraction >> 8))
        bytes.append(UInt8(truncatingIfNeeded: fraction))
        var rest = Array(random.prefix(8))
        rest += Array(repeating: 0, count: 8 - rest.count)
        rest[0] = 0x80 | rest[0] & 0x3F
        return EventID(unchecked: bytes + rest)
    }

    /// The UUID in lowercase.
    public var description: String {
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (offset, byte) in bytes.enumerated() {
            if offset == 4 || offset == 6 || offset == 8 || offset == 10 { text.append(UInt8(ascii: "-")) }
            Hexadecimal.append(byte, to: &text)
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static let fault = ModelError(.eventID, "an event id is a UUID in lowercase")

    private init(unchecked bytes: [UInt8]) {
        high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
