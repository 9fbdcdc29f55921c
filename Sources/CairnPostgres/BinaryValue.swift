/// PostgreSQL's binary formats, read strictly: `nil` for whatever is malformed or of another type.
enum BinaryValue {
    private static let integerTypes: Set<UInt32> = [20, 21, 23]
    private static let textTypes: Set<UInt32> = [18, 19, 25, 114, 705, 1042, 1043]
    private static let jsonb: UInt32 = 3802
    private static let firstTypeOfUsers: UInt32 = 16384

    static func integer(_ bytes: ArraySlice<UInt8>, type: UInt32) -> Int64? {
        integerTypes.contains(type) ? integer(bytes) : nil
    }

    static func integer(_ bytes: ArraySlice<UInt8>) -> Int64? {
        let number = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return switch bytes.count {
        case 2: Int64(Int16(truncatingIfNeeded: number))
        case 4: Int64(Int32(truncatingIfNeeded: number))
        case 8: Int64(bitPattern: number)
        default: nil
        }
    }

    /// Text; of a type that users made (an enumeration, say) too.
    static func text(_ bytes: [UInt8], type: UInt32) -> String? {
        if type == jsonb { return bytes.first == 1 ? String(validating: bytes.dropFirst(), as: UTF8.self) : nil }
        guard textTypes.contains(type) || type >= firstTypeOfUsers else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    /// The elements of an array of one dimension, or none, without NULLs and with nothing left over.
    static func elements(_ bytes: [UInt8], types: Set<UInt32>) -> [ArraySlice<UInt8>]? {
        var rest = bytes[...]
        func number() -> Int? {
            guard rest.count >= 4 else { return nil }
            defer { rest = rest.dropFirst(4) }
            return integer(rest.prefix(4)).map { Int($0) }
        }
        guard let dimensions = number(), let nulls = number(), let type = number() else { return nil }
        guard nulls == 0, let type = UInt32(exactly: type), types.contains(type) else { return nil }
        if dimensions == 0 { return rest.isEmpty ? [] : nil }
        guard dimensions == 1, let count = number(), number() != nil, count >= 0, count <= rest.count / 4 else {
            return nil
        }
        var elements: [ArraySlice<UInt8>] = []
        elements.reserveCapacity(count)
        for _ in 0..<count {
            guard let length = number(), length >= 0, length <= rest.count else { return nil }
            elements.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return rest.isEmpty ? elements : nil
    }
}
