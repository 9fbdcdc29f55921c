/// Which encodings of points are fit to be a public key (RFC 8032 §5.1.3).
///
/// An encoding is y in 255 bits, lowest byte first, and above it the sign of x.
///
/// - *Non-canonical*, y ≥ p = 2^255 − 19: RFC 8032 §5.1.3 step 1 and FIPS 186-5 §7.2 refuse it. A key must have one
///   encoding, or comparing whole keys as bytes would mean nothing.
/// - *Low-order*, one of the eight points whose order divides the cofactor 8: a signature under such a key is valid for
///   many messages and needs no private key, so it binds to no author. RFC 8032 leaves this open; SP 800-186 §D.1.3
///   (full validation of a public key) refuses these. The eight have five values of y: 0, 1, −1 and the two of points
///   of order 8. The sign of x is not looked at, which also refuses "x = −0", the other way to write y = ±1.
///
/// No list can tell a point that has both a low-order and a prime-order component; such a key has a discrete logarithm
/// that its owner alone knows, and RFC 8032 allows it.
enum Ed25519PointEncoding {
    /// Refuses what is not the one encoding of a point of large order.
    ///
    /// Whether x exists is not asked: no signature verifies under bytes that are no point.
    static func check(_ bytes: [UInt8]) throws(CryptoError) {
        guard bytes.count == 32 else {
            throw CryptoError(.length, "An Ed25519 public key has 32 bytes; these are \(bytes.count).")
        }
        var y = bytes
        y[31] &= 0x7f
        guard y.reversed().lexicographicallyPrecedes(p.reversed()) else {
            throw CryptoError(.nonCanonicalKey, "The public key is not in the one encoding that RFC 8032 allows.")
        }
        guard !lowOrder.contains(y) else {
            throw CryptoError(.lowOrderKey, "The public key is of small order: its signatures would bind to nobody.")
        }
    }

    /// The field's prime, lowest byte first.
    private static let p: [UInt8] = [0xed] + [UInt8](repeating: 0xff, count: 30) + [0x7f]

    /// The y of the low-order points, lowest byte first.
    private static let lowOrder: [[UInt8]] = [
        [UInt8](repeating: 0, count: 32),
        [0x01] + [UInt8](repeating: 0, count: 31),
        [0xec] + [UInt8](repeating: 0xff, count: 30) + [0x7f],
        [
            0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0,
            0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05,
        ],
        [
            0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f,
            0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a,
        ],
    ]
}
