/// A JSON text that was checked, with the place of each value in it: one array, whatever the text.
public struct JSONText: Sendable {
    /// What kind of value a node is.
    enum Kind: UInt8, Sendable {
        case object, array, string, number, bool, null
    }

    /// A value, or the name of a member, which stands before its value; offsets are counted from the text's first byte.
    struct Node: Sendable {
        let kind: Kind
        /// Whether a string has escapes.
        let isEscaped: Bool
        private let first: UInt32
        private var limit: UInt32
        private var following: UInt32

        init(_ kind: Kind, start: Int, end: Int, next: Int, isEscaped: Bool) {
            self.kind = kind
            self.isEscaped = isEscaped
            first = UInt32(truncatingIfNeeded: start)
            limit = UInt32(truncatingIfNeeded: end)
            following = UInt32(truncatingIfNeeded: next)
        }

        /// The first byte; of a string, the one after the quotation mark.
        var start: Int { Int(first) }
        /// The byte after the last; of a string, the closing quotation mark.
        var end: Int {
            get { Int(limit) }
            set { limit = UInt32(truncatingIfNeeded: newValue) }
        }
        /// The index of the node after this value and all that is in it.
        var next: Int {
            get { Int(following) }
            set { following = UInt32(truncatingIfNeeded: newValue) }
        }
    }

    private var whole: [UInt8] = []
    private var range = 0..<0
    private(set) var nodes: [Node] = []

    /// A text that was not read yet.
    init() {}

    /// Checks a text: one value, with white space around it allowed.
    ///
    /// Takes time in proportion to the bytes, and memory for their values, whatever they hold.
    ///
    /// - Throws: ``BodyError`` with the first fault and its offset.
    public init(checking bytes: [UInt8], rules: JSONRules) throws(BodyError) {
        try check(bytes, in: bytes.indices, rules: rules)
    }

    /// Checks another text, a part of some bytes, in the memory that this one has.
    mutating func check(_ bytes: [UInt8], in range: Range<Int>, rules: JSONRules) throws(BodyError) {
        guard range.count < Int(UInt32.max) else {
            throw BodyError(.tooLarge, at: Int(UInt32.max), "a text has less than 4 GiB")
        }
        var kept: [Node] = []
        swap(&kept, &nodes)
        var scanner = JSONScanner(rules: rules, nodes: consume kept)
        try scanner.scan(bytes.span.extracting(range))
        whole = bytes
        self.range = range
        nodes = scanner.nodes
    }

    /// The bytes that were checked.
    public var bytes: [UInt8] { range.count == whole.count ? whole : Array(whole[range]) }

    /// The bytes of a string or number as they stand, escapes and all.
    func raw(_ node: Int) -> ArraySlice<UInt8> {
        whole[(range.lowerBound + nodes[node].start)..<(range.lowerBound + nodes[node].end)]
    }

    /// The bytes of a string, without escapes.
    func string(_ node: Int) -> [UInt8] {
        nodes[node].isEscaped ? JSONString.unescaped(raw(node)) : Array(raw(node))
    }

    /// The bytes of a string, without escapes, copied only where it has any.
    func characters(_ node: Int) -> ArraySlice<UInt8> {
        nodes[node].isEscaped ? JSONString.unescaped(raw(node))[...] : raw(node)
    }

    /// The value of an integer within ±(2^53−1).
    func integer(_ node: Int) -> Int64? {
        nodes[node].kind == .number ? Int64(String(decoding: raw(node), as: UTF8.self)) : nil
    }

    /// The members of an object, or of nothing where the node is another value: index of the name, index of the value.
    func members(_ node: Int) -> [(name: Int, value: Int)] {
        guard nodes[node].kind == .object else { return [] }
        var members: [(name: Int, value: Int)] = []
        var index = node + 1
        while index < nodes[node].next {
            members.append((index, index + 1))
            index = nodes[index + 1].next
        }
        return members
    }

    /// The value of a member by its unescaped name.
    func member(_ name: StaticString, of node: Int) -> Int? {
        guard nodes[node].kind == .object else { return nil }
        var index = node + 1
        while index < nodes[node].next {
            if isName(index, name) { return index + 1 }
            index = nodes[index + 1].next
        }
        return nil
    }

    /// The elements of an array, or nothing where the node is another value.
    func elements(_ node: Int) -> [Int] {
        guard nodes[node].kind == .array else { return [] }
        var elements: [Int] = []
        var index = node + 1
        while index < nodes[node].next {
            elements.append(index)
            index = nodes[index].next
        }
        return elements
    }

    /// How many elements an array has.
    func elementCount(_ node: Int) -> Int {
        guard nodes[node].kind == .array else { return 0 }
        var count = 0
        var index = node + 1
        while index < nodes[node].next {
            count += 1
            index = nodes[index].next
        }
        return count
    }

    /// A string of at most 8 bytes as one number, the first byte the highest; 0 for a longer or an empty one.
    ///
    /// No two such strings give the same number, because no string of a body holds a zero byte.
    func word(_ node: Int) -> UInt64 {
        guard nodes[node].isEscaped else {
            let start = range.lowerBound + nodes[node].start
            let count = nodes[node].end - nodes[node].start
            guard count <= 8 else { return 0 }
            var word: UInt64 = 0
            for place in start..<(start + count) { word = word << 8 | UInt64(whole[place]) }
            return word
        }
        let bytes = JSONString.unescaped(raw(node))
        return bytes.count <= 8 ? bytes.reduce(0) { $0 << 8 | UInt64($1) } : 0
    }

    /// Whether the string of a node, without escapes, is this one.
    func isName(_ node: Int, _ name: [UInt8]) -> Bool {
        guard nodes[node].isEscaped else {
            return nodes[node].end - nodes[node].start == name.count && raw(node).elementsEqual(name)
        }
        return JSONString.unescaped(raw(node)).elementsEqual(name)
    }

    /// Whether the string of a node, without escapes, is this one.
    func isName(_ node: Int, _ name: StaticString) -> Bool {
        let count = name.utf8CodeUnitCount
        guard !nodes[node].isEscaped else {
            guard nodes[node].end - nodes[node].start <= 6 * count else { return false }
            let written = JSONString.unescaped(raw(node))
            return unsafe UnsafeBufferPointer(start: name.utf8Start, count: count).elementsEqual(written)
        }
        guard nodes[node].end - nodes[node].start == count else { return false }
        let start = range.lowerBound + nodes[node].start
        for offset in 0..<count where unsafe whole[start + offset] != name.utf8Start[offset] { return false }
        return true
    }
}
