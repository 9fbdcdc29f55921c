import CairnCrypto
import Testing

@Suite("Scrypt")
struct ScryptTests {
    @Test("the first half of RFC 7914's third example comes out")
    func example() throws {
        let scrypt = try Scrypt(logN: 14, blockSize: 8, parallelism: 1)
        let key = try scrypt.key(passphrase: Array("pleaseletmein".utf8), salt: Array("SodiumChloride".utf8))
        #expect(
            key.withBytes { Hash($0) }?.description
                == "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
        )
    }

    @Test("another passphrase or another salt gives another key, and no passphrase none")
    func others() throws {
        let scrypt = try Scrypt(logN: 4, blockSize: 8, parallelism: 1)
        let salt = [UInt8](repeating: 1, count: 16)
        let key = try scrypt.key(passphrase: [1], salt: salt).withBytes { Hash($0) }
        #expect(try scrypt.key(passphrase: [2], salt: salt).withBytes { Hash($0) } != key)
        #expect(try scrypt.key(passphrase: [1], salt: salt + [0]).withBytes { Hash($0) } != key)
        expect(.passphraseMissing) { () throws(CryptoError) in
            _ = try scrypt.key(passphrase: [], salt: salt)
        }
    }

    @Test(
        "parameters that would cost too much are refused",
        arguments: [(0, 8, 1), (21, 1, 1), (20, 8, 1), (15, 0, 1), (15, 33, 1), (15, 8, 0), (15, 8, 17), (-1, 8, 1)]
    )
    func bounds(logN: Int, blockSize: Int, parallelism: Int) {
        expect(.length) { () throws(CryptoError) in
            _ = try Scrypt(logN: logN, blockSize: blockSize, parallelism: parallelism)
        }
    }
}
