/// A value that is bound to a statement, sent in binary.
public enum Parameter: Sendable {
    /// `bool`.
    case bool(Bool)
    /// `int2`.
    case int16(Int16)
    /// `int4`.
    case int32(Int32)
    /// `int8`.
    case int64(Int64)
    /// `text`, `name`.
    case text(String)
    /// `jsonb`, as its text.
    case jsonb(String)
    /// `bytea`.
    case bytes([UInt8])
    /// `uuid`, 16 bytes.
    case uuid([UInt8])
    /// `bytea[]`.
    case bytesArray([[UInt8]])
    /// `uuid[]`.
    case uuidArray([[UInt8]])
    /// `int4[]`.
    case int32Array([Int32])
    /// `int8[]`.
    case int64Array([Int64])
    /// `text[]`.
    case textArray([String])
    /// NULL of any type.
    case null

    /// The type's OID (`pg_type`), or 0 for the server to find.
    var type: UInt32 {
        switch self {
        case .bool: 16
        case .int16: 21
        case .int32: 23
        case .int64: 20
        case .text: 25
        case .jsonb: 3802
        case .bytes: 17
        case .uuid: 2950
        case .bytesArray: 1001
        case .uuidArray: 2951
        case .int32Array: 1007
        case .int64Array: 1016
        case .textArray: 1009
        case .null: 0
        }
    }

    /// The value in PostgreSQL's binary format, or `nil` for NULL.
    var encoded: [UInt8]? {
        switch self {
        case .bool(let isTrue): [isTrue ? 1 : 0]
        case .int16(let number): Parameter.bigEndian(number)
        case .int32(let number): Parameter.bigEndian(number)
        case .int64(let number): Parameter.bigEndian(number)
        case .text(let text): Array(text.utf8)
        case .jsonb(let text): [1] + text.utf8
        case .bytes(let bytes), .uuid(let bytes): bytes
        case .bytesArray(let elements): Parameter.array(elements, elementType: 17)
        case .uuidArray(let elements): Parameter.array(elements, elementType: 2950)
        case .int32Array(let elements): Parameter.array(elements.map { Parameter.bigEndian($0) }, elementType: 23)
        case .int64Array(let elements): Parameter.array(elements.map { Parameter.bigEndian($0) }, elementType: 20)
        case .textArray(let elements): Parameter.array(elements.map { Array($0.utf8) }, elementType: 25)
        case .null: nil
        }
    }

    static func bigEndian(_ number: some FixedWidthInteger) -> [UInt8] {
        stride(from: number.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    private static func array(_ elements: [[UInt8]], elementType: Int32) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(20 + elements.reduce(0) { $0 + $1.count + 4 })
        bytes += bigEndian(Int32(elements.isEmpty ? 0 : 1)) + bigEndian(Int32(0)) + bigEndian(elementType)
        guard !elements.isEmpty else { return bytes }
        bytes += bigEndian(Int32(elements.count)) + bigEndian(Int32(1))
        for element in elements {
            bytes += bigEndian(Int32(element.count))
            bytes += element
        }
        return bytes
    }
}
