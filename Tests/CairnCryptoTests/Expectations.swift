import CairnCrypto
import Testing

/// Expects an error with that code.
func expect(
    _ code: CryptoError.Code,
    at location: SourceLocation = #_sourceLocation,
    _ body: () throws(CryptoError) -> Void
) {
    do {
        try body()
        Issue.record("nothing was thrown", sourceLocation: location)
    } catch {
        #expect(error.code == code, sourceLocation: location)
    }
}

/// The bytes with one bit changed, for each bit.
func flippedBits(of bytes: [UInt8]) -> [[UInt8]] {
    (0..<bytes.count * 8).map { bit in
        var changed = bytes
        changed[bit / 8] ^= 1 << UInt8(bit % 8)
        return changed
    }
}
