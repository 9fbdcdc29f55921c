import CairnCrypto
import CairnTestSupport
import Testing

@Suite("Ed25519PointEncoding")
struct Ed25519PointEncodingTests {
    /// What we say of a vector: one letter.
    private enum Verdict: Character {
        case valid = "v"
        case invalid = "i"
        case lowOrderKey = "l"
        case nonCanonicalKey = "n"
    }

    private func verdict(on vector: Ed25519EdgeVector) throws -> Verdict {
        do {
            let key = try Ed25519PublicKey(vector.key.bytes)
            return key.isValid(vector.sig.bytes, of: Array(vector.msg.utf8)) ? .valid : .invalid
        } catch  where error.code == .lowOrderKey {
            return .lowOrderKey
        } catch  where error.code == .nonCanonicalKey {
            return .nonCanonicalKey
        }
    }

    @Test("our verdict on each CCTV vector stays what it is", .enabled(if: Vectors.exists, "no vectors"))
    func pinned() throws {
        let verdicts = try Ed25519EdgeVector.read().sorted { $0.number < $1.number }.map(verdict)
        var counts: [Verdict: Int] = [:]
        for verdict in verdicts { counts[verdict, default: 0] += 1 }
        #expect(verdicts.count == 914)
        #expect(counts == [.valid: 86, .invalid: 302, .lowOrderKey: 370, .nonCanonicalKey: 156])
        #expect(
            SHA256.hash(Array(String(verdicts.map(\.rawValue)).utf8)).description
                == "97b9f91265ce9e901b214d990f3a9a1ebfda3099e259ec2e52f142cb7f449fd0"
        )
    }

    @Test("the verdicts on the CCTV vectors follow from their flags", .enabled(if: Vectors.exists, "no vectors"))
    func flags() throws {
        for vector in try Ed25519EdgeVector.read() {
            let verdict = try verdict(on: vector)
            if vector.has("low_order_A") || vector.has("non_canonical_A") {
                #expect(verdict == .lowOrderKey || verdict == .nonCanonicalKey, "vector \(vector.number)")
            } else {
                let isRefused = vector.has("non_canonical_R") || vector.has("low_order_residue")
                #expect(verdict == (isRefused ? .invalid : .valid), "vector \(vector.number)")
            }
        }
    }

    @Test("every y from p to 2^255 − 1 is refused, whatever the sign of x")
    func nonCanonical() {
        for low in UInt8(0xed)...0xff {
            for high in [UInt8(0x7f), 0xff] {
                expect(.nonCanonicalKey) { () throws(CryptoError) in
                    _ = try Ed25519PublicKey([low] + [UInt8](repeating: 0xff, count: 30) + [high])
                }
            }
        }
    }

    @Test(
        "the eight points of low order are refused, whatever the sign of x",
        arguments: [
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0100000000000000000000000000000000000000000000000000000000000000",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        ]
    )
    func lowOrder(text: String) throws {
        var bytes = try Hex(text).bytes
        for _ in 0..<2 {
            let encoding = bytes
            expect(.lowOrderKey) { () throws(CryptoError) in
                _ = try Ed25519PublicKey(encoding)
            }
            bytes[31] ^= 0x80
        }
    }

    @Test("the neighbours of what is refused are taken")
    func neighbours() throws {
        let below = [0xeb] + [UInt8](repeating: 0xff, count: 30) + [0x7f]
        #expect(try Ed25519PublicKey(below).bytes == below)
        let two = [2] + [UInt8](repeating: 0, count: 31)
        #expect(try Ed25519PublicKey(two).bytes == two)
    }
}
