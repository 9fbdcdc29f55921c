import Foundation

/// Numbers that follow from a seed alone (SplitMix64): for made-up ledgers, never for keys.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Whether something happens that happens so often in a thousand times.
    mutating func happens(_ perMille: Int) -> Bool { Int(next() % 1_000) < perMille }

    /// One of a few; the first far more often than the last, as one over its rank.
    mutating func skewed(_ count: Int) -> Int {
        let uniform = Double(next() >> 11) / Double(1 << 53)
        return min(count - 1, Int(exp2(uniform * log2(Double(count) + 1))) - 1)
    }
}
