import CairnCrypto
import Testing

@Suite("SHA256")
struct SHA256Tests {
    @Test(
        "the hashes of FIPS 180-4's examples come out",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ]
    )
    func examples(text: String, expected: String) {
        #expect(SHA256.hash(Array(text.utf8)).description == expected)
    }

    @Test("pieces hash like the whole, at every cut, and finish starts anew")
    func pieces() {
        let message = (0..<150).map { UInt8($0) }
        let whole = SHA256.hash(message)
        var hasher = SHA256()
        for cut in 0...message.count {
            hasher.update(Array(message[..<cut]))
            hasher.update(Array(message[cut...]))
            #expect(hasher.finish() == whole)
        }
        for byte in message { hasher.update(byte) }
        #expect(hasher.finish() == whole)
        #expect(hasher.finish() == SHA256.hash([]))
    }

    @Test("a hash is taken as its 32 bytes")
    func hashes() {
        let hash = SHA256.hash([1])
        var hasher = SHA256()
        hasher.update(hash)
        #expect(hasher.finish() == SHA256.hash(hash.bytes))
        #expect(SHA256.hash(unsafe hash.bytes.span.bytes) == SHA256.hash(hash.bytes))
    }

    @Test("each flipped bit changes the hash")
    func flips() {
        let message = (0..<70).map { UInt8($0) }
        var seen: Set<Hash> = [SHA256.hash(message)]
        for bit in 0..<(message.count * 8) {
            var changed = message
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(seen.insert(SHA256.hash(changed)).inserted)
        }
    }

    @Test func theHashOfWhatCameSoFarChangesNothing() {
        var hasher = SHA256()
        hasher.update(Array("ab".utf8))
        #expect(hasher.current() == SHA256.hash(Array("ab".utf8)))
        #expect(hasher.current() == hasher.current())
        hasher.update(Array("c".utf8))
        #expect(hasher.finish() == SHA256.hash(Array("abc".utf8)))
        #expect(hasher.current() == SHA256.hash([]))
    }
}
