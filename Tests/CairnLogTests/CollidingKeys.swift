import CairnCrypto
import CairnLog

/// Two keys with one name and one key hash, found by search.
enum CollidingKeys {
    static let name = "collision.example/key"

    static func first() throws -> Ed25519PrivateKey {
        try Ed25519PrivateKey(seed: seed(53_876))
    }

    static func second() throws -> Ed25519PrivateKey {
        try Ed25519PrivateKey(seed: seed(65_109))
    }

    private static func seed(_ number: UInt32) -> [UInt8] {
        Array(repeating: 0, count: 28) + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}
