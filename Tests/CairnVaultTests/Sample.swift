import CairnCrypto
import CairnModel

@testable import CairnVault

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

    func subject() throws -> SubjectID { try SubjectID(parsing: Array("0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f0".utf8)) }

    /// The institution key of 32 bytes that count up from this one.
    func institutionKey(_ first: UInt8 = 0x40) throws -> InstitutionKey {
        try InstitutionKey(SymmetricKey((0..<32).map { first + $0 }))
    }

    func lookupKeys() throws -> LookupKeys {
        try LookupKeys(
            SymmetricKey([UInt8](0x80..<0xa0)),
            SymmetricKey([UInt8](0xa0..<0xc0)),
            under: institutionKey(),
            in: origin
        )
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
