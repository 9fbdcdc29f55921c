import CairnCrypto

/// What a forger may do to a path of hashes.
enum Mutations {
    /// The hash with one bit flipped.
    static func flip(_ bit: Int, of hash: Hash) -> Hash {
        var bytes = hash.bytes
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        return Hash(bytes) ?? hash
    }

    /// Paths with one hash dropped, repeated, added, swapped with the next, or with one bit flipped: the given bit of
    /// each.
    static func paths(_ path: [Hash], bits: [Int]) -> [[Hash]] {
        var mutated: [[Hash]] = [path + [.zero], [.zero] + path]
        for place in path.indices {
            var dropped = path
            dropped.remove(at: place)
            mutated.append(dropped)
            var repeated = path
            repeated.insert(path[place], at: place)
            mutated.append(repeated)
            for bit in bits {
                var flipped = path
                flipped[place] = flip(bit, of: path[place])
                mutated.append(flipped)
            }
            if place > 0, path[place] != path[place - 1] {
                var swapped = path
                swapped.swapAt(place, place - 1)
                mutated.append(swapped)
            }
        }
        return mutated
    }

    /// The bytes with each bit flipped in turn.
    static func flips(of bytes: [UInt8]) -> [[UInt8]] {
        (0..<(bytes.count * 8)).map { bit in
            var flipped = bytes
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            return flipped
        }
    }
}
