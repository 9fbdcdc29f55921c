public import CairnCrypto
import CairnLog

/// The head of the ledger that an author saw before it signed: "I have seen this ledger with `size` entries, and
/// `leafHash` is the leaf hash of the last".
///
/// A leaf hash covers all entries up to its own: two exports that hold the same signed statement agree on every entry
/// below its anchor, or one of them shows `ledger.forked`.
public struct Anchor: Hashable, Sendable, CustomStringConvertible {
    /// The number of entries that the author saw.
    public let size: UInt64
    /// The leaf hash of entry `size` − 1.
    public let leafHash: Hash

    /// The anchor of submission 0 of a ledger: no entry, and 32 zero bytes.
    public static let none = Anchor(size: 0, leafHash: .zero)

    /// Makes an anchor.
    public init(size: UInt64, leafHash: Hash) {
        self.size = size
        self.leafHash = leafHash
    }

    /// Reads the sixth line of a statement: a decimal number, one space, the base64 of 32 bytes.
    init?(parsing line: some Collection<UInt8>) {
        guard let space = line.firstIndex(of: UInt8(ascii: " ")), let size = Decimal.decode(line[..<space]),
            let leafHash = Base64.decode(line[line.index(after: space)...]).flatMap({ Hash($0) })
        else { return nil }
        self.init(size: size, leafHash: leafHash)
    }

    /// The sixth line of a statement.
    public var description: String { "\(size) \(Base64.encode(leafHash.bytes))" }
}
