/// Numbers that a seed decides (SplitMix64), so that a history that failed can be made again.
struct SeededNumbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number below a bound.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    /// True in so many of a hundred.
    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    /// A part of the elements, at least one.
    mutating func some<Element>(_ elements: [Element], atMost most: Int = 3) -> [Element] {
        var left = elements
        let count = 1 + below(min(most, elements.count))
        return (0..<count).map { _ in left.remove(at: below(left.count)) }
    }

    mutating func shuffle<Element>(_ elements: [Element]) -> [Element] {
        var (left, shuffled): ([Element], [Element]) = (elements, [])
        while !left.isEmpty { shuffled.append(left.remove(at: below(left.count))) }
        return shuffled
    }
}
