/// Which tile of a log (C2SP tlog-tiles): level, index, and how many hashes of it there are.
public struct TileCoordinate: Hashable, Sendable {
    /// The hashes of a full tile.
    public static let fullWidth = 256
    /// The levels of the tree that one tile spans.
    public static let height = 8

    /// 0 for leaf hashes, 1 for the roots of 256 leaves each, and so on.
    public let level: Int
    /// The place of the tile in its level, from 0.
    public let index: UInt64
    /// The number of hashes, 1 to 256.
    public let width: Int

    /// Makes a coordinate, or returns `nil` where level, index or width can't be.
    public init?(level: Int, index: UInt64, width: Int = fullWidth) {
        guard (0...7).contains(level), index < 1 << 55, (1...TileCoordinate.fullWidth).contains(width) else {
            return nil
        }
        self.level = level
        self.index = index
        self.width = width
    }

    /// The tile with this place in a tree of a size, as wide as it is there, or `nil` where it is empty.
    public init?(level: Int, index: UInt64, treeSize: UInt64) {
        guard (0...7).contains(level), index < 1 << 55 else { return nil }
        let hashes = treeSize >> UInt64(level * TileCoordinate.height)
        let first = index * UInt64(TileCoordinate.fullWidth)
        guard first < hashes else { return nil }
        self.init(level: level, index: index, width: Int(min(hashes - first, UInt64(TileCoordinate.fullWidth))))
    }

    /// Reads the path of a tile, or returns `nil` for any text but the one that ``path`` gives.
    ///
    /// Levels above 7 are refused: trees have less than 2^63 leaves.
    public init?(path: String) {
        let bytes = Array(path.utf8)
        guard bytes.starts(with: "tile/".utf8) else { return nil }
        let parts = bytes.dropFirst(5).split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard (2...22).contains(parts.count), let level = Decimal.decode(parts[0]), level <= 7 else { return nil }
        var groups = parts.dropFirst()
        var width = UInt64(TileCoordinate.fullWidth)
        if let partial = groups.dropLast().last, partial.count > 2, partial.suffix(2).elementsEqual(".p".utf8) {
            guard let number = Decimal.decode(groups.removeLast()), number < width else { return nil }
            width = number
            groups.removeLast()
            groups.append(partial.dropLast(2))
        }
        var index: UInt64 = 0
        for group in groups {
            for digit in group where digit != UInt8(ascii: "x") {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit), index < 1 << 55 else { return nil }
                index = index * 10 + UInt64(digit - UInt8(ascii: "0"))
            }
        }
        self.init(level: Int(level), index: index, width: Int(width))
        guard self.path.utf8.elementsEqual(bytes) else { return nil }
    }

    /// Where the tile is, such as `tile/0/x001/234.p/5`.
    public var path: String {
        "tile/\(level)/" + TileCoordinate.place(index: index, width: width)
    }

    /// Where a bundle of up to 256 entries is, such as `tile/entries/000`.
    public static func entryBundlePath(index: UInt64, width: Int) -> String {
        "tile/entries/" + place(index: index, width: width)
    }

    /// Where the notes of the submissions that start in a bundle are, such as `submissions/000`.
    public static func submissionsPath(index: UInt64, width: Int) -> String {
        "submissions/" + place(index: index, width: width)
    }

    /// The index in groups of three digits, all but the last behind an `x`, and the width unless full.
    public static func place(index: UInt64, width: Int) -> String {
        let digits = String(index)
        let padded = String(repeating: "0", count: (3 - digits.count % 3) % 3) + digits
        var groups: [String] = []
        var rest = padded[...]
        while !rest.isEmpty {
            groups.append(String(rest.prefix(3)))
            rest = rest.dropFirst(3)
        }
        let path = groups.dropLast().map { "x" + $0 + "/" }.joined() + (groups.last ?? "000")
        return width == fullWidth ? path : path + ".p/\(width)"
    }
}
