import CairnCrypto
import Testing

@Suite("Hash")
struct HashTests {
    @Test("bytes come back as they went in, and no other number of bytes is taken")
    func bytes() throws {
        let bytes = (0..<32).map { UInt8($0) }
        let hash = try #require(Hash(bytes))
        #expect(hash.bytes == bytes)
        #expect(hash.description == "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")
        #expect(Hash(Array(bytes.dropLast())) == nil)
        #expect(Hash(bytes + [0]) == nil)
        #expect(Hash([]) == nil)
        #expect(Hash.zero.bytes == [UInt8](repeating: 0, count: 32))
        var appended: [UInt8] = [9]
        hash.append(to: &appended)
        #expect(appended == [9] + bytes)
    }

    @Test("in constant time, a hash equals itself and none that differs by one bit")
    func constantTime() throws {
        let bytes = (0..<32).map { UInt8($0) }
        let hash = try #require(Hash(bytes))
        #expect(try hash.isEqualInConstantTime(to: #require(Hash(bytes))))
        for changed in flippedBits(of: bytes) {
            #expect(try !hash.isEqualInConstantTime(to: #require(Hash(changed))))
        }
    }

    @Test("hashes are ordered as their bytes are, at every place")
    func order() throws {
        for place in 0..<32 {
            var greater = [UInt8](repeating: 0, count: 32)
            greater[place] = 1
            var less = [UInt8](repeating: 0xff, count: 32)
            for index in 0...place { less[index] = 0 }
            #expect(try #require(Hash(less)) < #require(Hash(greater)))
            #expect(try !(#require(Hash(greater)) < #require(Hash(less))))
        }
    }
}
