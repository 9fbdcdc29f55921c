import CairnCrypto
import CairnModel
import Testing

@Suite("Origin")
struct OriginTests {
    @Test(
        "names are taken",
        arguments: [
            "ledger.hospital-a.example/imaging", "a.b", "0.~_-", "a.b/c/d", "a.b/c.", "_.b/~", "a.b/c..d",
            "a.b" + String(repeating: "x", count: 252),
        ]
    )
    func taken(name: String) throws {
        #expect(try Origin(name).description == name)
    }

    @Test(
        "what is no name is refused",
        arguments: [
            "", "localhost", "localhost/a.b", "/a.b", "A.b", "a.b c", "a.b+c", "a.b\n", "a.\u{E9}", "a.b?", "a.b:443",
            "a.b\0", "a.b" + String(repeating: "x", count: 253), ".", "..", ".a", "a.", "a./b", "a.b/", "a.b//c",
            "a.b/.c",
            "a.b/..", "a/b.c", "//", "a.b/",
        ]
    )
    func refused(name: String) {
        let error = #expect(throws: ModelError.self) { try Origin(name) }
        #expect(error?.code == .name)
    }

    @Test("exactly the allowed bytes are allowed")
    func bytes() {
        let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789._~/-".utf8)
        for byte in UInt8.min...UInt8.max {
            let isLast = byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/")
            #expect(Origin.isName(Array("a.".utf8) + [byte]) == (allowed.contains(byte) && !isLast))
        }
    }

    @Test("entry 0 follows the hash of the origin")
    func genesis() throws {
        #expect(try Origin("a.b").genesisPrevious == SHA256.hash(Array("a.b".utf8)))
        #expect(try Origin("a.b").genesisPrevious != Origin("a.c").genesisPrevious)
    }
}
