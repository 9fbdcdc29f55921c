import CairnCrypto
import CairnModel
import CairnVault

/// Fixed values that the known answers were computed from.
struct Sample {
    let origin: Origin
    let event: EventID
    let json = Array(#"{"localId":"sample"}"#.utf8)
    let keyBytes = [UInt8](0..<32)

    init() throws {
        origin = try Origin("ledger.hospital-a.example/imaging")
        event = try EventID(parsing: Array("01890a5d-ac96-774b-bcce-b302099a8057".utf8))
    }

    func key() throws -> SymmetricKey { try SymmetricKey(keyBytes) }
}

/// The bytes with one bit changed, for each bit.
func flippedBits(of bytes: [UInt8]) -> [[UInt8]] {
    (0..<bytes.count * 8).map { bit in
        var changed = bytes
        changed[bit / 8] ^= 1 << UInt8(bit % 8)
        return changed
    }
}
