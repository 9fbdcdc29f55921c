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
    /// `uuid[]`, 16 bytes each, one after the other.
    case uuidArray([UInt8])
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

    /// Appends the value in PostgreSQL's binary format.
    ///
    /// Returns false, and appends nothing, for NULL.
    func append(to bytes: inout [UInt8]) -> Bool {
        switch self {
        case .bool(let isTrue): bytes.append(isTrue ? 1 : 0)
        case .int16(let number): bytes.appendBigEndian(number)
        case .int32(let number): bytes.appendBigEndian(number)
        case .int64(let number): bytes.appendBigEndian(number)
        case .text(let text): bytes += text.utf8
        case .jsonb(let text):
            bytes.append(1)
            bytes += text.utf8
        case .bytes(let value), .uuid(let value): bytes += value
        case .bytesArray(let elements):
            bytes.reserveCapacity(bytes.count + 24 + elements.reduce(0) { $0 + $1.count + 4 })
            bytes.appendArray(of: 17, count: elements.count) { bytes, index in bytes += elements[index] }
        case .uuidArray(let elements):
            bytes.appendArray(of: 2950, count: elements.count / 16) { bytes, index in
                bytes += elements[(16 * index)..<(16 * index + 16)]
            }
        case .int32Array(let elements):
            bytes.appendArray(of: 23, count: elements.count) { $0.appendBigEndian(elements[$1]) }
        case .int64Array(let elements):
            bytes.appendArray(of: 20, count: elements.count) { $0.appendBigEndian(elements[$1]) }
        case .textArray(let elements):
            bytes.appendArray(of: 25, count: elements.count) { bytes, index in bytes += elements[index].utf8 }
        case .null: return false
        }
        return true
    }
}

extension [UInt8] {
    mutating func appendBigEndian<Number: FixedWidthInteger>(_ number: Number) {
        unsafe Swift.withUnsafeBytes(of: number.bigEndian) { unsafe append(contentsOf: $0) }
    }

    /// Appends what a function writes, with its length before it; where the function returns false, the length −1.
    mutating func appendCounted(_ write: (inout [UInt8]) -> Bool) {
        let place = count
        appendBigEndian(Int32(-1))
        guard write(&self) else { return }
        let length = Int32(truncatingIfNeeded: count - place - 4).bigEndian
        unsafe withUnsafeMutableBytes { unsafe $0.storeBytes(of: length, toByteOffset: place, as: Int32.self) }
    }

    /// Appends an array of one dimension without NULLs, as `array_recv` reads it.
    fileprivate mutating func appendArray(
        of elementType: Int32,
        count: Int,
        _ element: (inout [UInt8], _ index: Int) -> Void
    ) {
        appendBigEndian(Int32(count == 0 ? 0 : 1))
        appendBigEndian(Int32(0))
        appendBigEndian(elementType)
        guard count > 0 else { return }
        appendBigEndian(Int32(truncatingIfNeeded: count))
        appendBigEndian(Int32(1))
        for index in 0..<count {
            appendCounted { bytes in
                element(&bytes, index)
                return true
            }
        }
    }
}
