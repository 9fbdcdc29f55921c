/// One pass over a JSON text, from the first byte to the last, with no recursion.
struct JSONScanner {
    private let rules: JSONRules
    private(set) var nodes: [JSONText.Node]
    /// The innermost container that is open; until it is closed, its node names the one around it in place of the next.
    private var container: Int?
    private var level = 0
    private var position = 0

    /// Takes an array whose memory it uses.
    init(rules: JSONRules, nodes: consuming [JSONText.Node]) {
        self.rules = rules
        self.nodes = nodes
        self.nodes.removeAll(keepingCapacity: true)
    }

    /// Scans the whole text.
    mutating func scan(_ text: Span<UInt8>) throws(BodyError) {
        skipSpace(text)
        try scanValue(text)
        while let container {
            skipSpace(text)
            let isObject = nodes[container].kind == .object
            let byte = try peek(text)
            if byte == UInt8(ascii: isObject ? "}" : "]") {
                try close(container, text)
            } else {
                if nodes.count > container + 1 {
                    guard byte == UInt8(ascii: ",") else {
                        throw fault("a comma or the end of the \(isObject ? "object" : "array") is missing")
                    }
                    position += 1
                    skipSpace(text)
                }
                if isObject { try scanName(text) }
                try scanValue(text)
            }
        }
        skipSpace(text)
        guard position == text.count else { throw fault("bytes are left over after the value") }
    }

    private func fault(_ message: String) -> BodyError {
        BodyError(.syntax, at: position, message)
    }

    private func peek(_ text: Span<UInt8>) throws(BodyError) -> UInt8 {
        guard position < text.count else { throw fault("the text ends too early") }
        return text[position]
    }

    private mutating func skipSpace(_ text: Span<UInt8>) {
        while position < text.count {
            switch text[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    private mutating func scanName(_ text: Span<UInt8>) throws(BodyError) {
        guard try peek(text) == UInt8(ascii: "\"") else { throw fault("a member name is missing") }
        try scanString(text)
        skipSpace(text)
        guard try peek(text) == UInt8(ascii: ":") else { throw fault("a colon is missing after a member name") }
        position += 1
        skipSpace(text)
    }

    private mutating func scanValue(_ text: Span<UInt8>) throws(BodyError) {
        switch try peek(text) {
        case UInt8(ascii: "{"): try openContainer(.object)
        case UInt8(ascii: "["): try openContainer(.array)
        case UInt8(ascii: "\""): try scanString(text)
        case UInt8(ascii: "t"): try scanLiteral("true", .bool, text)
        case UInt8(ascii: "f"): try scanLiteral("false", .bool, text)
        case UInt8(ascii: "n"): try scanLiteral("null", .null, text)
        default: try scanNumber(text)
        }
    }

    private mutating func openContainer(_ kind: JSONText.Kind) throws(BodyError) {
        guard level < rules.levels else {
            throw BodyError(.tooDeep, at: position, "more than \(rules.levels) levels")
        }
        let outer = container
        container = nodes.count
        level += 1
        nodes.append(JSONText.Node(kind, start: position, end: position, next: outer ?? nodes.count, isEscaped: false))
        position += 1
    }

    private mutating func close(_ container: Int, _ text: Span<UInt8>) throws(BodyError) {
        position += 1
        level -= 1
        let outer = nodes[container].next
        self.container = outer < container ? outer : nil
        nodes[container].end = position
        nodes[container].next = nodes.count
        if rules.isStrict, nodes[container].kind == .object { try checkNames(of: container, text) }
    }

    private mutating func append(_ kind: JSONText.Kind, start: Int, end: Int, isEscaped: Bool = false) {
        nodes.append(JSONText.Node(kind, start: start, end: end, next: nodes.count + 1, isEscaped: isEscaped))
    }

    private mutating func scanLiteral(
        _ literal: StaticString,
        _ kind: JSONText.Kind,
        _ text: Span<UInt8>
    ) throws(BodyError) {
        let count = literal.utf8CodeUnitCount
        guard position + count <= text.count else { throw fault("the text ends too early") }
        for offset in 0..<count where unsafe text[position + offset] != literal.utf8Start[offset] {
            throw fault("a value is neither true, false nor null")
        }
        append(kind, start: position, end: position + count)
        position += count
    }

    private mutating func scanNumber(_ text: Span<UInt8>) throws(BodyError) {
        let start = position
        let number = JSONNumber(text, at: position)
        guard let end = number.end else { throw fault("a value is missing or malformed") }
        if rules.isStrict, !number.isInteger {
            throw BodyError(.number, at: start, "a number is no integer within ±(2^53−1)")
        }
        position = end
        append(.number, start: start, end: end)
    }

    private mutating func scanString(_ text: Span<UInt8>) throws(BodyError) {
        position += 1
        let start = position
        var isEscaped = false
        while true {
            position = JSONScanner.endOfPlainBytes(text, from: position)
            let byte = try peek(text)
            switch byte {
            case UInt8(ascii: "\""):
                append(.string, start: start, end: position, isEscaped: isEscaped)
                position += 1
                return
            case UInt8(ascii: "\\"):
                isEscaped = true
                try scanEscape(text)
            case 0..<0x20: throw fault("a control character stands unescaped in a string")
            case 0x20..<0x80: position += 1
            default:
                let length = JSONScanner.sequenceLength(text, at: position)
                guard length > 0 else { throw BodyError(.text, at: position, "bytes are not UTF-8") }
                position += length
            }
        }
    }

    /// Skips, eight at a time, bytes that stand for themselves in a string: ASCII without control characters, quotation mark
    /// and backslash.
    private static func endOfPlainBytes(_ text: Span<UInt8>, from start: Int) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        var offset = start
        while offset + 8 <= text.count {
            let word = UInt64(
                littleEndian: unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
            )
            let quotation = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
            let backslash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
            // The highest bit of the first byte that is none of them; of later bytes it may be set for nothing.
            let control = (word &- ones &* 0x20) & ~word
            let found =
                (word | control | (quotation &- ones) & ~quotation | (backslash &- ones) & ~backslash) & (ones &* 0x80)
            guard found == 0 else { return offset + found.trailingZeroBitCount / 8 }
            offset += 8
        }
        return offset
    }

    private mutating func scanEscape(_ text: Span<UInt8>) throws(BodyError) {
        guard position + 1 < text.count else { throw fault("the text ends too early") }
        switch text[position + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 2
        case UInt8(ascii: "u"):
            let unit = try unit(text, at: position)
            if rules.isStrict {
                if unit == 0 { throw BodyError(.text, at: position, "U+0000 stands in a string") }
                if (0xDC00..<0xE000).contains(unit) { throw BodyError(.text, at: position, "half a surrogate pair") }
                if (0xD800..<0xDC00).contains(unit) {
                    guard position + 7 < text.count, text[position + 6] == UInt8(ascii: "\\"),
                        text[position + 7] == UInt8(ascii: "u"),
                        (0xDC00..<0xE000).contains(try self.unit(text, at: position + 6))
                    else { throw BodyError(.text, at: position, "half a surrogate pair") }
                    position += 6
                }
            }
            position += 6
        default: throw fault("an escape that JSON doesn't have")
        }
    }

    private func unit(_ text: Span<UInt8>, at start: Int) throws(BodyError) -> UInt32 {
        guard start + 5 < text.count else { throw fault("the text ends too early") }
        var unit: UInt32 = 0
        for offset in 2..<6 {
            guard let value = JSONString.value(of: text[start + offset]) else {
                throw BodyError(.syntax, at: start, "a \\u escape needs four hexadecimal digits")
            }
            unit = unit << 4 | value
        }
        return unit
    }

    /// The number of bytes of the UTF-8 sequence at an offset (Unicode 15, table 3-7), or 0 where there is none.
    private static func sequenceLength(_ text: Span<UInt8>, at offset: Int) -> Int {
        let first = text[offset]
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch first {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return 0
        }
        guard offset + length <= text.count, second.contains(text[offset + 1]) else { return 0 }
        for place in 2..<max(2, length) where !(0x80...0xBF).contains(text[offset + place]) { return 0 }
        return length
    }

    /// Fails where two members have the same name, after unescaping, as bytes.
    private func checkNames(of object: Int, _ text: Span<UInt8>) throws(BodyError) {
        let end = nodes[object].next
        var count = 0
        var hasEscapes = false
        var index = object + 1
        while index < end {
            count += 1
            hasEscapes = hasEscapes || nodes[index].isEscaped
            index = nodes[index + 1].next
        }
        guard hasEscapes || count > 16 else { return try checkFewNames(of: object, text) }
        var seen: Set<[UInt8]> = []
        index = object + 1
        while index < end {
            let name = nodes[index]
            index = nodes[index + 1].next
            var raw: [UInt8] = []
            raw.reserveCapacity(name.end - name.start)
            for offset in name.start..<name.end { raw.append(text[offset]) }
            guard seen.insert(name.isEscaped ? JSONString.unescaped(raw[...]) : raw).inserted else {
                throw BodyError(.duplicateName, at: name.start, "a member name stands twice in its object")
            }
        }
    }

    /// The same for few names without escapes: each against those before it, in place.
    private func checkFewNames(of object: Int, _ text: Span<UInt8>) throws(BodyError) {
        var later = object + 1
        while later < nodes[object].next {
            var earlier = object + 1
            while earlier < later {
                if JSONScanner.isSame(nodes[earlier], nodes[later], text) {
                    throw BodyError(.duplicateName, at: nodes[later].start, "a member name stands twice in its object")
                }
                earlier = nodes[earlier + 1].next
            }
            later = nodes[later + 1].next
        }
    }

    private static func isSame(_ left: JSONText.Node, _ right: JSONText.Node, _ text: Span<UInt8>) -> Bool {
        let count = left.end - left.start
        guard count == right.end - right.start else { return false }
        for offset in 0..<count where text[left.start + offset] != text[right.start + offset] { return false }
        return true
    }
}
